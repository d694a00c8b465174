namespace CloudOrchestrator.Kinds.Core.Pods;

[ApiType("io.k8s.api.core.v1.RBDVolumeSource")]
public sealed record RBDVolumeSource
{
    [Field("monitors", 1, Presence = Presence.Always, Required = true)]
    public IReadOnlyList<string> Monitors { get; init; } = [];

    [Field("image", 2, Presence = Presence.Always, Required = true)]
    public string Image { get; init; } = "";

    [Field("fsType", 3, Presence = Presence.OmitEmpty)]
    public string? FsType { get; init; }

    [Field("pool", 4, Presence = Presence.OmitEmpty, Default = "\"rbd\"")]
    public string? Pool { get; init; }

    [Field("user", 5, Presence = Presence.OmitEmpty, Default = "\"admin\"")]
    public string? User { get; init; }

    [Field("keyring", 6, Presence = Presence.OmitEmpty, Default = "\"/etc/ceph/keyring\"")]
    public string? Keyring { get; init; }

    [Field("secretRef", 7)]
    public LocalObjectReference? SecretRef { get; init; }

    [Field("readOnly", 8, Presence = Presence.OmitEmpty)]
    public bool? ReadOnly { get; init; }
}
