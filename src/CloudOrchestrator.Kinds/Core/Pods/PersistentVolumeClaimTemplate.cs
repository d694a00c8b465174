namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>A claim to make with each pod.</summary>
[ApiType("io.k8s.api.core.v1.PersistentVolumeClaimTemplate")]
public sealed record PersistentVolumeClaimTemplate
{
    /// <summary>Labels and annotations of the claim.</summary>
    [Field("metadata", 1, Presence = Presence.Always)]
    public ObjectMeta? Metadata { get; init; }

    /// <summary>Spec of the claim.</summary>
    [Field("spec", 2, Presence = Presence.Always)]
    public PersistentVolumeClaimSpec? Spec { get; init; }
}
