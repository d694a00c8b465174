namespace CloudOrchestrator.Kinds.Core.Pods;

[ApiType("io.k8s.api.core.v1.DownwardAPIVolumeSource")]
public sealed record DownwardAPIVolumeSource
{
    [Field("items", 1, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<DownwardAPIVolumeFile>? Items { get; init; }

    [Field("defaultMode", 2, Default = "420")]
    public int? DefaultMode { get; init; }
}
