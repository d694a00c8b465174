namespace CloudOrchestrator.Kinds.Core.Pods;

[ApiType("io.k8s.api.core.v1.ProjectedVolumeSource")]
public sealed record ProjectedVolumeSource
{
    [Field("sources", 1, Presence = Presence.Always, Required = true)]
    public IReadOnlyList<VolumeProjection> Sources { get; init; } = [];

    [Field("defaultMode", 2, Default = "420")]
    public int? DefaultMode { get; init; }
}
