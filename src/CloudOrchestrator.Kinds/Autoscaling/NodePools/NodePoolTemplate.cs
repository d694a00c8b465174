namespace CloudOrchestrator.Kinds.Autoscaling.NodePools;

/// <summary>What a node of the pool looks like once it has joined.</summary>
[ApiType("io.cloudorchestrator.v1.NodePoolTemplate")]
public sealed record NodePoolTemplate
{
    /// <summary>Labels of the node.</summary>
    [Field("labels", 1, Presence = Presence.OmitEmpty)]
    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    /// <summary>Taints of the node.</summary>
    [Field("taints", 2, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<Taint>? Taints { get; init; }

    /// <summary>What pods can request of the node: cpu, memory, pods and any other resource.</summary>
    [Field("capacity", 3, Presence = Presence.OmitEmpty)]
    public IReadOnlyDictionary<string, Quantity>? Capacity { get; init; }
}
