namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>A vSphere disk. Deprecated: served by the CSI driver csi.vsphere.vmware.com.</summary>
[ApiType("io.k8s.api.core.v1.VsphereVirtualDiskVolumeSource")]
public sealed record VsphereVirtualDiskVolumeSource
{
    /// <summary>Path of the disk.</summary>
    [Field("volumePath", 1, Presence = Presence.Always, Required = true)]
    public string VolumePath { get; init; } = "";

    /// <summary>File system of the volume, such as ext4 (the default) or xfs.</summary>
    [Field("fsType", 2, Presence = Presence.OmitEmpty)]
    public string? FsType { get; init; }

    /// <summary>Name of the storage policy.</summary>
    [Field("storagePolicyName", 3, Presence = Presence.OmitEmpty)]
    public string? StoragePolicyName { get; init; }

    /// <summary>Identifier of the storage policy.</summary>
    [Field("storagePolicyID", 4, Presence = Presence.OmitEmpty)]
    public string? StoragePolicyID { get; init; }
}
