namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>A StorageOS volume. Deprecated.</summary>
[ApiType("io.k8s.api.core.v1.StorageOSVolumeSource")]
public sealed record StorageOSVolumeSource
{
    /// <summary>Name of the volume, unique in its namespace.</summary>
    [Field("volumeName", 1, Presence = Presence.OmitEmpty)]
    public string? VolumeName { get; init; }

    /// <summary>StorageOS namespace of the volume; the pod's by default.</summary>
    [Field("volumeNamespace", 2, Presence = Presence.OmitEmpty)]
    public string? VolumeNamespace { get; init; }

    /// <summary>File system of the volume, such as ext4 (the default) or xfs.</summary>
    [Field("fsType", 3, Presence = Presence.OmitEmpty)]
    public string? FsType { get; init; }

    /// <summary>Mount the volume read-only; false by default.</summary>
    [Field("readOnly", 4, Presence = Presence.OmitEmpty)]
    public bool? ReadOnly { get; init; }

    /// <summary>Secret with the credentials.</summary>
    [Field("secretRef", 5)]
    public LocalObjectReference? SecretRef { get; init; }
}
