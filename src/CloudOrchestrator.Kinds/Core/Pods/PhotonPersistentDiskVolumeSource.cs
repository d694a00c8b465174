namespace CloudOrchestrator.Kinds.Core.Pods;

[ApiType("io.k8s.api.core.v1.PhotonPersistentDiskVolumeSource")]
public sealed record PhotonPersistentDiskVolumeSource
{
    [Field("pdID", 1, Presence = Presence.Always, Required = true)]
    public string PdID { get; init; } = "";

    [Field("fsType", 2, Presence = Presence.OmitEmpty)]
    public string? FsType { get; init; }
}
