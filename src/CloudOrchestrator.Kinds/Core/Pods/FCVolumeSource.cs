namespace CloudOrchestrator.Kinds.Core.Pods;

[ApiType("io.k8s.api.core.v1.FCVolumeSource")]
public sealed record FCVolumeSource
{
    [Field("targetWWNs", 1, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<string>? TargetWWNs { get; init; }

    [Field("lun", 2)]
    public int? Lun { get; init; }

    [Field("fsType", 3, Presence = Presence.OmitEmpty)]
    public string? FsType { get; init; }

    [Field("readOnly", 4, Presence = Presence.OmitEmpty)]
    public bool? ReadOnly { get; init; }

    [Field("wwids", 5, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<string>? Wwids { get; init; }
}
