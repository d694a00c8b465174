namespace CloudOrchestrator.AzureResources.NodePools;

/// <summary>A node pool at the moment of a decision.</summary>
/// <param name="Pool">The object.</param>
/// <param name="Nodes">Nodes that have joined, those being removed included.</param>
/// <param name="Target">Machines asked for.</param>
/// <param name="Upcoming">Machines asked for that may still join.</param>
internal sealed record PoolState(NodePool Pool, IReadOnlyList<Node> Nodes, int Target, int Upcoming)
{
    public string Name => Pool.Metadata.Name ?? "";

    public int Min => Pool.Spec?.Min ?? 0;

    public int Max => Pool.Spec?.Max ?? 0;

    public bool IsSpot => Pool.Spec?.Spot == true;

    /// <summary>True when the scale set can be read and changed.</summary>
    public bool IsReady { get; init; } = true;

    /// <summary>Nodes that may still be added.</summary>
    public int Room => Math.Max(0, Max - Target);

    public bool IsBackedOff(DateTimeOffset now) => Pool.Status?.BackoffUntil > now;

    /// <summary>What the next node looks like: like one that has joined, else as the template says; null when neither is known.</summary>
    public NodeTemplate? Template => NodeTemplate.Of(this);
}
