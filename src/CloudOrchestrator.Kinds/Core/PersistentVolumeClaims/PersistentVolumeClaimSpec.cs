namespace CloudOrchestrator.Kinds.Core.PersistentVolumeClaims;

[ApiType("io.k8s.api.core.v1.PersistentVolumeClaimSpec")]
public sealed record PersistentVolumeClaimSpec
{
    [Field("accessModes", 1, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<string>? AccessModes { get; init; }

    [Field("selector", 4)]
    public LabelSelector? Selector { get; init; }

    [Field("resources", 2, Presence = Presence.Always)]
    public VolumeResourceRequirements? Resources { get; init; }

    [Field("volumeName", 3, Presence = Presence.OmitEmpty)]
    public string? VolumeName { get; init; }

    [Field("storageClassName", 5)]
    public string? StorageClassName { get; init; }

    [Field("volumeMode", 6, Default = "\"Filesystem\"")]
    public string? VolumeMode { get; init; }

    [Field("dataSource", 7)]
    public TypedLocalObjectReference? DataSource { get; init; }

    [Field("dataSourceRef", 8)]
    public TypedObjectReference? DataSourceRef { get; init; }

    [Field("volumeAttributesClassName", 9)]
    public string? VolumeAttributesClassName { get; init; }
}
