namespace CloudOrchestrator.Kinds.Core.Pods;

[ApiType("io.k8s.api.core.v1.CinderVolumeSource")]
public sealed record CinderVolumeSource
{
    [Field("volumeID", 1, Presence = Presence.Always, Required = true)]
    public string VolumeID { get; init; } = "";

    [Field("fsType", 2, Presence = Presence.OmitEmpty)]
    public string? FsType { get; init; }

    [Field("readOnly", 3, Presence = Presence.OmitEmpty)]
    public bool? ReadOnly { get; init; }

    [Field("secretRef", 4)]
    public LocalObjectReference? SecretRef { get; init; }
}
