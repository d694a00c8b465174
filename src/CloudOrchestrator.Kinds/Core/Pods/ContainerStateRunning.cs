namespace CloudOrchestrator.Kinds.Core.Pods;

[ApiType("io.k8s.api.core.v1.ContainerStateRunning")]
public sealed record ContainerStateRunning
{
    [Field("startedAt", 1, Presence = Presence.Always)]
    public DateTimeOffset? StartedAt { get; init; }
}
