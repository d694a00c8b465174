namespace CloudOrchestrator.Kinds.Batch.Jobs;

/// <summary>Runs pods until a number of them have succeeded.</summary>
[ApiType("io.k8s.api.batch.v1.Job")]
public sealed record Job : IKubernetesObject
{
    /// <summary>Kind of the object; cannot be changed.</summary>
    [Field("kind", 0)]
    public string? Kind { get; init; }

    /// <summary>Group and version that the object is written in, such as batch/v1.</summary>
    [Field("apiVersion", 0)]
    public string? ApiVersion { get; init; }

    /// <summary>The object's name, labels, annotations and history.</summary>
    [Field("metadata", 1, Presence = Presence.Always)]
    public ObjectMeta Metadata { get; init; } = new();

    /// <summary>The wanted state: which pods, how many of them, and what to do about failures.</summary>
    [Field("spec", 2, Presence = Presence.Always)]
    public JobSpec? Spec { get; init; }

    /// <summary>What the controller last observed; may lag behind.</summary>
    [Field("status", 3, Presence = Presence.Always)]
    public JobStatus? Status { get; init; }
}
