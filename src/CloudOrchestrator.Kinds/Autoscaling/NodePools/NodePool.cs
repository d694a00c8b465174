namespace CloudOrchestrator.Kinds.Autoscaling.NodePools;

/// <summary>Equal machines, kept by one virtual machine scale set, whose number follows what the pods need.</summary>
[ApiType("io.cloudorchestrator.v1.NodePool")]
public sealed record NodePool : IKubernetesObject
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

    /// <summary>Which machines, and how many are allowed.</summary>
    [Field("spec", 2, Presence = Presence.Always)]
    public NodePoolSpec? Spec { get; init; }

    /// <summary>What the autoscaler last observed and is about to do.</summary>
    [Field("status", 3, Presence = Presence.Always)]
    public NodePoolStatus? Status { get; init; }
}
