namespace CloudOrchestrator.Kinds.Apps.DaemonSets;

/// <summary>Runs one copy of a pod on every node, or on every node that its pod template allows.</summary>
[ApiType("io.k8s.api.apps.v1.DaemonSet")]
public sealed record DaemonSet : IKubernetesObject
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

    /// <summary>The wanted state: which pod to run and how to replace old copies.</summary>
    [Field("spec", 2, Presence = Presence.Always)]
    public DaemonSetSpec? Spec { get; init; }

    /// <summary>What the controller last observed; may lag behind.</summary>
    [Field("status", 3, Presence = Presence.Always)]
    public DaemonSetStatus? Status { get; init; }
}
