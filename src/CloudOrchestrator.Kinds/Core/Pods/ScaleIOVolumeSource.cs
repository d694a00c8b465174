namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>A ScaleIO volume. Deprecated.</summary>
[ApiType("io.k8s.api.core.v1.ScaleIOVolumeSource")]
public sealed record ScaleIOVolumeSource
{
    /// <summary>Address of the gateway.</summary>
    [Field("gateway", 1, Presence = Presence.Always, Required = true)]
    public string Gateway { get; init; } = "";

    /// <summary>Name of the storage system.</summary>
    [Field("system", 2, Presence = Presence.Always, Required = true)]
    public string System { get; init; } = "";

    /// <summary>Secret with the user and password.</summary>
    [Field("secretRef", 3, Presence = Presence.Always, Nullable = true, Required = true)]
    public LocalObjectReference SecretRef { get; init; } = new();

    /// <summary>Use TLS to the gateway; false by default.</summary>
    [Field("sslEnabled", 4, Presence = Presence.OmitEmpty)]
    public bool? SslEnabled { get; init; }

    /// <summary>Name of the protection domain.</summary>
    [Field("protectionDomain", 5, Presence = Presence.OmitEmpty)]
    public string? ProtectionDomain { get; init; }

    /// <summary>Name of the storage pool.</summary>
    [Field("storagePool", 6, Presence = Presence.OmitEmpty)]
    public string? StoragePool { get; init; }

    /// <summary>ThickProvisioned or ThinProvisioned (the default).</summary>
    [Field("storageMode", 7, Presence = Presence.OmitEmpty, Default = "\"ThinProvisioned\"")]
    public string? StorageMode { get; init; }

    /// <summary>Name of the volume.</summary>
    [Field("volumeName", 8, Presence = Presence.OmitEmpty)]
    public string? VolumeName { get; init; }

    /// <summary>File system of the volume, such as ext4; xfs by default.</summary>
    [Field("fsType", 9, Presence = Presence.OmitEmpty, Default = "\"xfs\"")]
    public string? FsType { get; init; }

    /// <summary>Mount the volume read-only; false by default.</summary>
    [Field("readOnly", 10, Presence = Presence.OmitEmpty)]
    public bool? ReadOnly { get; init; }
}
