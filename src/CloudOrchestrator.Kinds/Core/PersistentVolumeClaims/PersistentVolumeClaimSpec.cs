namespace CloudOrchestrator.Kinds.Core.PersistentVolumeClaims;

/// <summary>The storage that a claim asks for.</summary>
[ApiType("io.k8s.api.core.v1.PersistentVolumeClaimSpec")]
public sealed record PersistentVolumeClaimSpec
{
    /// <summary>How the volume must be mountable: ReadWriteOnce, ReadOnlyMany, ReadWriteMany or ReadWriteOncePod.</summary>
    [Field("accessModes", 1, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<string>? AccessModes { get; init; }

    /// <summary>Labels that the volume must have.</summary>
    [Field("selector", 4)]
    public LabelSelector? Selector { get; init; }

    /// <summary>Least size of the volume.</summary>
    [Field("resources", 2, Presence = Presence.Always)]
    public VolumeResourceRequirements? Resources { get; init; }

    /// <summary>Name of the volume that the claim is bound to.</summary>
    [Field("volumeName", 3, Presence = Presence.OmitEmpty)]
    public string? VolumeName { get; init; }

    /// <summary>StorageClass that makes the volume; empty text for volumes without a class, unset for the default class.</summary>
    [Field("storageClassName", 5)]
    public string? StorageClassName { get; init; }

    /// <summary>Filesystem (the default) or Block.</summary>
    [Field("volumeMode", 6, Default = "\"Filesystem\"")]
    public string? VolumeMode { get; init; }

    /// <summary>Snapshot or claim whose content the volume starts with.</summary>
    [Field("dataSource", 7)]
    public TypedLocalObjectReference? DataSource { get; init; }

    /// <summary>Object whose content the volume starts with; like dataSource, but for any kind and, where allowed, any namespace.</summary>
    [Field("dataSourceRef", 8)]
    public TypedObjectReference? DataSourceRef { get; init; }

    /// <summary>VolumeAttributesClass with the properties of the volume that may change later.</summary>
    [Field("volumeAttributesClassName", 9)]
    public string? VolumeAttributesClassName { get; init; }
}
