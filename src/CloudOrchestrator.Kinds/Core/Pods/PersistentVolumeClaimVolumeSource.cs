namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>The volume of a claim in the pod's namespace.</summary>
[ApiType("io.k8s.api.core.v1.PersistentVolumeClaimVolumeSource")]
public sealed record PersistentVolumeClaimVolumeSource
{
    /// <summary>Name of the claim.</summary>
    [Field("claimName", 1, Presence = Presence.Always, Required = true)]
    public string ClaimName { get; init; } = "";

    /// <summary>Mount the volume read-only; false by default.</summary>
    [Field("readOnly", 2, Presence = Presence.OmitEmpty)]
    public bool? ReadOnly { get; init; }
}
