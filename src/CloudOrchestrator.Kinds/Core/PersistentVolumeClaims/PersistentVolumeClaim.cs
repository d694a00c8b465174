namespace CloudOrchestrator.Kinds.Core.PersistentVolumeClaims;

/// <summary>A user's claim to storage that outlives pods.</summary>
[ApiType("io.k8s.api.core.v1.PersistentVolumeClaim")]
public sealed record PersistentVolumeClaim : IKubernetesObject
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

    /// <summary>The storage wanted.</summary>
    [Field("spec", 2, Presence = Presence.Always)]
    public PersistentVolumeClaimSpec? Spec { get; init; }

    /// <summary>The storage obtained.</summary>
    [Field("status", 3, Presence = Presence.Always)]
    public PersistentVolumeClaimStatus? Status { get; init; }
}
