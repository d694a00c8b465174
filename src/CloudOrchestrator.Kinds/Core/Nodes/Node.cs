namespace CloudOrchestrator.Kinds.Core.Nodes;

/// <summary>A machine of the cluster that runs pods.</summary>
[ApiType("io.k8s.api.core.v1.Node")]
public sealed record Node : IKubernetesObject
{
    /// <summary>Kind of the object; cannot be changed.</summary>
    [Field("kind", 0)]
    public string? Kind { get; init; }

    /// <summary>Group and version that the object is written in, such as apps/v1.</summary>
    [Field("apiVersion", 0)]
    public string? ApiVersion { get; init; }

    /// <summary>The object's name, labels, annotations and history.</summary>
    [Field("metadata", 1, Presence = Presence.Always)]
    public ObjectMeta Metadata { get; init; } = new();

    /// <summary>What the cluster decides about the node.</summary>
    [Field("spec", 2, Presence = Presence.Always)]
    public NodeSpec? Spec { get; init; }

    /// <summary>What the node reports about itself.</summary>
    [Field("status", 3, Presence = Presence.Always)]
    public NodeStatus? Status { get; init; }
}
