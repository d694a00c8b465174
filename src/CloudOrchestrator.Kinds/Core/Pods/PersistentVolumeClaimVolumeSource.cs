namespace CloudOrchestrator.Kinds.Core.Pods;

[ApiType("io.k8s.api.core.v1.PersistentVolumeClaimVolumeSource")]
public sealed record PersistentVolumeClaimVolumeSource
{
    [Field("claimName", 1, Presence = Presence.Always, Required = true)]
    public string ClaimName { get; init; } = "";

    [Field("readOnly", 2, Presence = Presence.OmitEmpty)]
    public bool? ReadOnly { get; init; }
}
