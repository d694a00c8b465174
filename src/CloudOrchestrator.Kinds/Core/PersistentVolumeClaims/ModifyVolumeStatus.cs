namespace CloudOrchestrator.Kinds.Core.PersistentVolumeClaims;

[ApiType("io.k8s.api.core.v1.ModifyVolumeStatus")]
public sealed record ModifyVolumeStatus
{
    [Field("targetVolumeAttributesClassName", 1, Presence = Presence.OmitEmpty)]
    public string? TargetVolumeAttributesClassName { get; init; }

    [Field("status", 2, Presence = Presence.Always, Required = true)]
    public string Status { get; init; } = "";
}
