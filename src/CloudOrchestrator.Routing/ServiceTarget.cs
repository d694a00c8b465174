namespace CloudOrchestrator.Routing;

/// <summary>What happens to packets sent to a <see cref="ServiceAddress"/>.</summary>
/// <param name="FromCluster">The balancer for packets from pods and from this node; null when there is none.</param>
/// <param name="FromElsewhere">The balancer for all other packets; null when there is none. Usually the same.</param>
/// <param name="Refusal">What happens to packets for which there is no balancer.</param>
public sealed record ServiceTarget(string? FromCluster, string? FromElsewhere, Refusal Refusal)
{
    /// <summary>Senders allowed, as CIDRs; empty for all.</summary>
    public ValueList<string> SourceRanges { get; init; } = [];
}
