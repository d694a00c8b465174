namespace CloudOrchestrator.Kinds.Core.Pods;

[ApiType("io.k8s.api.core.v1.VsphereVirtualDiskVolumeSource")]
public sealed record VsphereVirtualDiskVolumeSource
{
    [Field("volumePath", 1, Presence = Presence.Always, Required = true)]
    public string VolumePath { get; init; } = "";

    [Field("fsType", 2, Presence = Presence.OmitEmpty)]
    public string? FsType { get; init; }

    [Field("storagePolicyName", 3, Presence = Presence.OmitEmpty)]
    public string? StoragePolicyName { get; init; }

    [Field("storagePolicyID", 4, Presence = Presence.OmitEmpty)]
    public string? StoragePolicyID { get; init; }
}
