namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>A Fibre Channel disk.</summary>
[ApiType("io.k8s.api.core.v1.FCVolumeSource")]
public sealed record FCVolumeSource
{
    /// <summary>World wide names of the target.</summary>
    [Field("targetWWNs", 1, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<string>? TargetWWNs { get; init; }

    /// <summary>Number of the logical unit.</summary>
    [Field("lun", 2)]
    public int? Lun { get; init; }

    /// <summary>File system of the volume, such as ext4 (the default) or xfs.</summary>
    [Field("fsType", 3, Presence = Presence.OmitEmpty)]
    public string? FsType { get; init; }

    /// <summary>Mount the volume read-only; false by default.</summary>
    [Field("readOnly", 4, Presence = Presence.OmitEmpty)]
    public bool? ReadOnly { get; init; }

    /// <summary>World wide identifiers; either these or targetWWNs and lun.</summary>
    [Field("wwids", 5, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<string>? Wwids { get; init; }
}
