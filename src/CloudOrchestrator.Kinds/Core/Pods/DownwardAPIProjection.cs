namespace CloudOrchestrator.Kinds.Core.Pods;

[ApiType("io.k8s.api.core.v1.DownwardAPIProjection")]
public sealed record DownwardAPIProjection
{
    [Field("items", 1, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<DownwardAPIVolumeFile>? Items { get; init; }
}
