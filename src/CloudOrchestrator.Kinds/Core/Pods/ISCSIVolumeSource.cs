namespace CloudOrchestrator.Kinds.Core.Pods;

[ApiType("io.k8s.api.core.v1.ISCSIVolumeSource")]
public sealed record ISCSIVolumeSource
{
    [Field("targetPortal", 1, Presence = Presence.Always, Required = true)]
    public string TargetPortal { get; init; } = "";

    [Field("iqn", 2, Presence = Presence.Always, Required = true)]
    public string Iqn { get; init; } = "";

    [Field("lun", 3, Presence = Presence.Always, Required = true)]
    public int Lun { get; init; }

    [Field("iscsiInterface", 4, Presence = Presence.OmitEmpty, Default = "\"default\"")]
    public string? IscsiInterface { get; init; }

    [Field("fsType", 5, Presence = Presence.OmitEmpty)]
    public string? FsType { get; init; }

    [Field("readOnly", 6, Presence = Presence.OmitEmpty)]
    public bool? ReadOnly { get; init; }

    [Field("portals", 7, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<string>? Portals { get; init; }

    [Field("chapAuthDiscovery", 8, Presence = Presence.OmitEmpty)]
    public bool? ChapAuthDiscovery { get; init; }

    [Field("chapAuthSession", 11, Presence = Presence.OmitEmpty)]
    public bool? ChapAuthSession { get; init; }

    [Field("secretRef", 10)]
    public LocalObjectReference? SecretRef { get; init; }

    [Field("initiatorName", 12)]
    public string? InitiatorName { get; init; }
}
