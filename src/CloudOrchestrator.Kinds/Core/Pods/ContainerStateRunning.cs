namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>A running container.</summary>
[ApiType("io.k8s.api.core.v1.ContainerStateRunning")]
public sealed record ContainerStateRunning
{
    /// <summary>When the container was last started.</summary>
    [Field("startedAt", 1, Presence = Presence.Always)]
    public DateTimeOffset? StartedAt { get; init; }
}
