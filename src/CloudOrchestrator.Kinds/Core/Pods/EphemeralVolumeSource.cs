namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>A volume whose claim is made with the pod and deleted with it.</summary>
[ApiType("io.k8s.api.core.v1.EphemeralVolumeSource")]
public sealed record EphemeralVolumeSource
{
    /// <summary>The claim to make, named after the pod and the volume.</summary>
    [Field("volumeClaimTemplate", 1)]
    public PersistentVolumeClaimTemplate? VolumeClaimTemplate { get; init; }
}
