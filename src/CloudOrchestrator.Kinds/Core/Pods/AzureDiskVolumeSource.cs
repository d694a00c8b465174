namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>An Azure managed disk. Deprecated: served by the CSI driver disk.csi.azure.com.</summary>
[ApiType("io.k8s.api.core.v1.AzureDiskVolumeSource")]
public sealed record AzureDiskVolumeSource
{
    /// <summary>Name of the disk.</summary>
    [Field("diskName", 1, Presence = Presence.Always, Required = true)]
    public string DiskName { get; init; } = "";

    /// <summary>Resource id of a managed disk, or URI of a blob.</summary>
    [Field("diskURI", 2, Presence = Presence.Always, Required = true)]
    public string DiskURI { get; init; } = "";

    /// <summary>Host caching: None, ReadOnly or ReadWrite.</summary>
    [Field("cachingMode", 3, Default = "\"ReadWrite\"")]
    public string? CachingMode { get; init; }

    /// <summary>File system of the volume, such as ext4 (the default) or xfs.</summary>
    [Field("fsType", 4, Default = "\"ext4\"")]
    public string? FsType { get; init; }

    /// <summary>Mount the volume read-only; false by default.</summary>
    [Field("readOnly", 5, Default = "false")]
    public bool? ReadOnly { get; init; }

    /// <summary>Shared, Dedicated or Managed; Shared by default.</summary>
    [Field("kind", 6, Default = "\"Shared\"")]
    public string? Kind { get; init; }
}
