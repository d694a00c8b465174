namespace CloudOrchestrator.AzureResources.NodePools;

/// <summary>Which nodes go.</summary>
/// <param name="Unneeded">Per pool the nodes that are not needed now, and since when; pools without any are there too.</param>
/// <param name="Remove">Nodes to remove now: several when they are empty, else one.</param>
/// <param name="Held">Why under-used nodes stay, by name of the node.</param>
/// <param name="RequeueAfter">When the next node may have been unneeded for long enough; null for when something changes.</param>
internal sealed record ScaleDownDecision(
    IReadOnlyDictionary<string, IReadOnlyList<UnneededNode>> Unneeded,
    IReadOnlyList<(PoolState Pool, Node Node)> Remove,
    IReadOnlyDictionary<string, string> Held,
    TimeSpan? RequeueAfter);
