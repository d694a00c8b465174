namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>A CephFS file system. Deprecated.</summary>
[ApiType("io.k8s.api.core.v1.CephFSVolumeSource")]
public sealed record CephFSVolumeSource
{
    /// <summary>Addresses of Ceph monitors.</summary>
    [Field("monitors", 1, Presence = Presence.Always, Required = true)]
    public IReadOnlyList<string> Monitors { get; init; } = [];

    /// <summary>Directory to mount; / by default.</summary>
    [Field("path", 2, Presence = Presence.OmitEmpty)]
    public string? Path { get; init; }

    /// <summary>User to mount as; admin by default.</summary>
    [Field("user", 3, Presence = Presence.OmitEmpty)]
    public string? User { get; init; }

    /// <summary>File with the user's key ring.</summary>
    [Field("secretFile", 4, Presence = Presence.OmitEmpty)]
    public string? SecretFile { get; init; }

    /// <summary>Secret with the user's key; has precedence over secretFile.</summary>
    [Field("secretRef", 5)]
    public LocalObjectReference? SecretRef { get; init; }

    /// <summary>Mount the volume read-only; false by default.</summary>
    [Field("readOnly", 6, Presence = Presence.OmitEmpty)]
    public bool? ReadOnly { get; init; }
}
