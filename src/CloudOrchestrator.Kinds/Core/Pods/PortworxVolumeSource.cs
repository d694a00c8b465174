namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>A Portworx volume. Deprecated: served by the CSI driver pxd.portworx.com.</summary>
[ApiType("io.k8s.api.core.v1.PortworxVolumeSource")]
public sealed record PortworxVolumeSource
{
    /// <summary>Identifier of the volume.</summary>
    [Field("volumeID", 1, Presence = Presence.Always, Required = true)]
    public string VolumeID { get; init; } = "";

    /// <summary>File system of the volume, such as ext4 (the default) or xfs.</summary>
    [Field("fsType", 2, Presence = Presence.OmitEmpty)]
    public string? FsType { get; init; }

    /// <summary>Mount the volume read-only; false by default.</summary>
    [Field("readOnly", 3, Presence = Presence.OmitEmpty)]
    public bool? ReadOnly { get; init; }
}
