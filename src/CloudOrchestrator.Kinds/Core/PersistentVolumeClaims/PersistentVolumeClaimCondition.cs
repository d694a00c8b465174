namespace CloudOrchestrator.Kinds.Core.PersistentVolumeClaims;

[ApiType("io.k8s.api.core.v1.PersistentVolumeClaimCondition")]
public sealed record PersistentVolumeClaimCondition
{
    [Field("type", 1, Presence = Presence.Always, Required = true)]
    public string Type { get; init; } = "";

    [Field("status", 2, Presence = Presence.Always, Required = true)]
    public string Status { get; init; } = "";

    [Field("lastProbeTime", 3, Presence = Presence.Always)]
    public DateTimeOffset? LastProbeTime { get; init; }

    [Field("lastTransitionTime", 4, Presence = Presence.Always)]
    public DateTimeOffset? LastTransitionTime { get; init; }

    [Field("reason", 5, Presence = Presence.OmitEmpty)]
    public string? Reason { get; init; }

    [Field("message", 6, Presence = Presence.OmitEmpty)]
    public string? Message { get; init; }
}
