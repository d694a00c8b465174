namespace CloudOrchestrator.Nftables;

/// <summary>Emptied chains and unused sets, to be deleted.</summary>
internal sealed record NftLeftovers(IReadOnlyList<string> Chains, IReadOnlyList<string> Sets)
{
    /// <summary>True when there is nothing to delete.</summary>
    public bool IsEmpty => Chains.Count == 0 && Sets.Count == 0;
}
