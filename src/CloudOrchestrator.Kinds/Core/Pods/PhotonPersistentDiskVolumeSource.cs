namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>A Photon Controller disk. Deprecated.</summary>
[ApiType("io.k8s.api.core.v1.PhotonPersistentDiskVolumeSource")]
public sealed record PhotonPersistentDiskVolumeSource
{
    /// <summary>Identifier of the disk.</summary>
    [Field("pdID", 1, Presence = Presence.Always, Required = true)]
    public string PdID { get; init; } = "";

    /// <summary>File system of the volume, such as ext4 (the default) or xfs.</summary>
    [Field("fsType", 2, Presence = Presence.OmitEmpty)]
    public string? FsType { get; init; }
}
