namespace CloudOrchestrator.Kinds.Core.Pods;

[ApiType("io.k8s.api.core.v1.PortworxVolumeSource")]
public sealed record PortworxVolumeSource
{
    [Field("volumeID", 1, Presence = Presence.Always, Required = true)]
    public string VolumeID { get; init; } = "";

    [Field("fsType", 2, Presence = Presence.OmitEmpty)]
    public string? FsType { get; init; }

    [Field("readOnly", 3, Presence = Presence.OmitEmpty)]
    public bool? ReadOnly { get; init; }
}
