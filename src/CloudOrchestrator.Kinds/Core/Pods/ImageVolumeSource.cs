namespace CloudOrchestrator.Kinds.Core.Pods;

[ApiType("io.k8s.api.core.v1.ImageVolumeSource")]
public sealed record ImageVolumeSource
{
    [Field("reference", 1, Presence = Presence.OmitEmpty)]
    public string? Reference { get; init; }

    [Field("pullPolicy", 2, Presence = Presence.OmitEmpty)]
    public string? PullPolicy { get; init; }
}
