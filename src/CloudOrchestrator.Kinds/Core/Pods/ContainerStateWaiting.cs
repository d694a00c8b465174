namespace CloudOrchestrator.Kinds.Core.Pods;

[ApiType("io.k8s.api.core.v1.ContainerStateWaiting")]
public sealed record ContainerStateWaiting
{
    [Field("reason", 1, Presence = Presence.OmitEmpty)]
    public string? Reason { get; init; }

    [Field("message", 2, Presence = Presence.OmitEmpty)]
    public string? Message { get; init; }
}
