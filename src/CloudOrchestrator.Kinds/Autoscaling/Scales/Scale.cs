namespace CloudOrchestrator.Kinds.Autoscaling.Scales;

/// <summary>The number of replicas of an object that has some, as autoscalers and kubectl scale see it.</summary>
[ApiType("io.k8s.api.autoscaling.v1.Scale")]
public sealed record Scale : IKubernetesObject
{
    /// <summary>Kind of the object; cannot be changed.</summary>
    [Field("kind", 0)]
    public string? Kind { get; init; }

    /// <summary>Group and version that the object is written in, such as apps/v1.</summary>
    [Field("apiVersion", 0)]
    public string? ApiVersion { get; init; }

    /// <summary>Metadata of the scaled object.</summary>
    [Field("metadata", 1, Presence = Presence.Always)]
    public ObjectMeta Metadata { get; init; } = new();

    /// <summary>The number wanted.</summary>
    [Field("spec", 2, Presence = Presence.Always)]
    public ScaleSpec? Spec { get; init; }

    /// <summary>The number observed.</summary>
    [Field("status", 3, Presence = Presence.Always)]
    public ScaleStatus? Status { get; init; }
}
