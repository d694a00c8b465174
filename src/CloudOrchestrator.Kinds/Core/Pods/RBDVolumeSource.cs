namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>A Ceph block device. Deprecated.</summary>
[ApiType("io.k8s.api.core.v1.RBDVolumeSource")]
public sealed record RBDVolumeSource
{
    /// <summary>Addresses of Ceph monitors.</summary>
    [Field("monitors", 1, Presence = Presence.Always, Required = true)]
    public IReadOnlyList<string> Monitors { get; init; } = [];

    /// <summary>Name of the image.</summary>
    [Field("image", 2, Presence = Presence.Always, Required = true)]
    public string Image { get; init; } = "";

    /// <summary>File system of the volume, such as ext4 (the default) or xfs.</summary>
    [Field("fsType", 3, Presence = Presence.OmitEmpty)]
    public string? FsType { get; init; }

    /// <summary>Name of the pool; rbd by default.</summary>
    [Field("pool", 4, Presence = Presence.OmitEmpty, Default = "\"rbd\"")]
    public string? Pool { get; init; }

    /// <summary>User to connect as; admin by default.</summary>
    [Field("user", 5, Presence = Presence.OmitEmpty, Default = "\"admin\"")]
    public string? User { get; init; }

    /// <summary>File with the user's key ring; /etc/ceph/keyring by default.</summary>
    [Field("keyring", 6, Presence = Presence.OmitEmpty, Default = "\"/etc/ceph/keyring\"")]
    public string? Keyring { get; init; }

    /// <summary>Secret with the user's key; has precedence over keyring.</summary>
    [Field("secretRef", 7)]
    public LocalObjectReference? SecretRef { get; init; }

    /// <summary>Mount the volume read-only; false by default.</summary>
    [Field("readOnly", 8, Presence = Presence.OmitEmpty)]
    public bool? ReadOnly { get; init; }
}
