namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>An iSCSI disk.</summary>
[ApiType("io.k8s.api.core.v1.ISCSIVolumeSource")]
public sealed record ISCSIVolumeSource
{
    /// <summary>Address of the target; the port may be left out when it is 860 or 3260.</summary>
    [Field("targetPortal", 1, Presence = Presence.Always, Required = true)]
    public string TargetPortal { get; init; } = "";

    /// <summary>Name of the target.</summary>
    [Field("iqn", 2, Presence = Presence.Always, Required = true)]
    public string Iqn { get; init; } = "";

    /// <summary>Number of the logical unit.</summary>
    [Field("lun", 3, Presence = Presence.Always, Required = true)]
    public int Lun { get; init; }

    /// <summary>Interface to use; default by default.</summary>
    [Field("iscsiInterface", 4, Presence = Presence.OmitEmpty, Default = "\"default\"")]
    public string? IscsiInterface { get; init; }

    /// <summary>File system of the volume, such as ext4 (the default) or xfs.</summary>
    [Field("fsType", 5, Presence = Presence.OmitEmpty)]
    public string? FsType { get; init; }

    /// <summary>Mount the volume read-only; false by default.</summary>
    [Field("readOnly", 6, Presence = Presence.OmitEmpty)]
    public bool? ReadOnly { get; init; }

    /// <summary>Further addresses of the target.</summary>
    [Field("portals", 7, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<string>? Portals { get; init; }

    /// <summary>Whether discovery needs CHAP.</summary>
    [Field("chapAuthDiscovery", 8, Presence = Presence.OmitEmpty)]
    public bool? ChapAuthDiscovery { get; init; }

    /// <summary>Whether the session needs CHAP.</summary>
    [Field("chapAuthSession", 11, Presence = Presence.OmitEmpty)]
    public bool? ChapAuthSession { get; init; }

    /// <summary>Secret with the CHAP credentials.</summary>
    [Field("secretRef", 10)]
    public LocalObjectReference? SecretRef { get; init; }

    /// <summary>Name of the initiator; makes a new interface when set together with iscsiInterface.</summary>
    [Field("initiatorName", 12)]
    public string? InitiatorName { get; init; }
}
