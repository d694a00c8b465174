namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>Fields of the pod that become files of a projected volume.</summary>
[ApiType("io.k8s.api.core.v1.DownwardAPIProjection")]
public sealed record DownwardAPIProjection
{
    /// <summary>The files.</summary>
    [Field("items", 1, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<DownwardAPIVolumeFile>? Items { get; init; }
}
