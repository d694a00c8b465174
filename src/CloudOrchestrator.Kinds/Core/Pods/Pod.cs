namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>Containers that run together on one node and share its network address and volumes.</summary>
[ApiType("io.k8s.api.core.v1.Pod")]
public sealed record Pod : IKubernetesObject
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

    /// <summary>The containers, their surroundings and where they may run.</summary>
    [Field("spec", 2, Presence = Presence.Always)]
    public PodSpec? Spec { get; init; }

    /// <summary>What the node last reported; may lag behind.</summary>
    [Field("status", 3, Presence = Presence.Always)]
    public PodStatus? Status { get; init; }
}
