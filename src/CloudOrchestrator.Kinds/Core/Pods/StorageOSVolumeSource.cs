namespace CloudOrchestrator.Kinds.Core.Pods;

[ApiType("io.k8s.api.core.v1.StorageOSVolumeSource")]
public sealed record StorageOSVolumeSource
{
    [Field("volumeName", 1, Presence = Presence.OmitEmpty)]
    public string? VolumeName { get; init; }

    [Field("volumeNamespace", 2, Presence = Presence.OmitEmpty)]
    public string? VolumeNamespace { get; init; }

    [Field("fsType", 3, Presence = Presence.OmitEmpty)]
    public string? FsType { get; init; }

    [Field("readOnly", 4, Presence = Presence.OmitEmpty)]
    public bool? ReadOnly { get; init; }

    [Field("secretRef", 5)]
    public LocalObjectReference? SecretRef { get; init; }
}
