namespace CloudOrchestrator.Kinds.Core.Pods;

[ApiType("io.k8s.api.core.v1.AzureDiskVolumeSource")]
public sealed record AzureDiskVolumeSource
{
    [Field("diskName", 1, Presence = Presence.Always, Required = true)]
    public string DiskName { get; init; } = "";

    [Field("diskURI", 2, Presence = Presence.Always, Required = true)]
    public string DiskURI { get; init; } = "";

    [Field("cachingMode", 3, Default = "\"ReadWrite\"")]
    public string? CachingMode { get; init; }

    [Field("fsType", 4, Default = "\"ext4\"")]
    public string? FsType { get; init; }

    [Field("readOnly", 5, Default = "false")]
    public bool? ReadOnly { get; init; }

    [Field("kind", 6, Default = "\"Shared\"")]
    public string? Kind { get; init; }
}
