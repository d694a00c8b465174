namespace CloudOrchestrator.Kinds.Core.Pods;

[ApiType("io.k8s.api.core.v1.ScaleIOVolumeSource")]
public sealed record ScaleIOVolumeSource
{
    [Field("gateway", 1, Presence = Presence.Always, Required = true)]
    public string Gateway { get; init; } = "";

    [Field("system", 2, Presence = Presence.Always, Required = true)]
    public string System { get; init; } = "";

    [Field("secretRef", 3, Presence = Presence.Always, Nullable = true, Required = true)]
    public LocalObjectReference SecretRef { get; init; } = new();

    [Field("sslEnabled", 4, Presence = Presence.OmitEmpty)]
    public bool? SslEnabled { get; init; }

    [Field("protectionDomain", 5, Presence = Presence.OmitEmpty)]
    public string? ProtectionDomain { get; init; }

    [Field("storagePool", 6, Presence = Presence.OmitEmpty)]
    public string? StoragePool { get; init; }

    [Field("storageMode", 7, Presence = Presence.OmitEmpty, Default = "\"ThinProvisioned\"")]
    public string? StorageMode { get; init; }

    [Field("volumeName", 8, Presence = Presence.OmitEmpty)]
    public string? VolumeName { get; init; }

    [Field("fsType", 9, Presence = Presence.OmitEmpty, Default = "\"xfs\"")]
    public string? FsType { get; init; }

    [Field("readOnly", 10, Presence = Presence.OmitEmpty)]
    public bool? ReadOnly { get; init; }
}
