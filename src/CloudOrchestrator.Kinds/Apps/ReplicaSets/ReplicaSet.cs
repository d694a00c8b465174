namespace CloudOrchestrator.Kinds.Apps.ReplicaSets;

/// <summary>Keeps a number of equal pods running. Usually made by a Deployment, one per revision of its template.</summary>
[ApiType("io.k8s.api.apps.v1.ReplicaSet")]
public sealed record ReplicaSet : IKubernetesObject
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

    /// <summary>The wanted state: which pods and how many.</summary>
    [Field("spec", 2, Presence = Presence.Always)]
    public ReplicaSetSpec? Spec { get; init; }

    /// <summary>What the controller last observed; may lag behind.</summary>
    [Field("status", 3, Presence = Presence.Always)]
    public ReplicaSetStatus? Status { get; init; }
}
