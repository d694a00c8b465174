namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>What a container does: exactly one of the members is set; waiting when none is.</summary>
[ApiType("io.k8s.api.core.v1.ContainerState")]
public sealed record ContainerState
{
    /// <summary>Set while the container is not running yet.</summary>
    [Field("waiting", 1)]
    public ContainerStateWaiting? Waiting { get; init; }

    /// <summary>Set while the container runs.</summary>
    [Field("running", 2)]
    public ContainerStateRunning? Running { get; init; }

    /// <summary>Set when the container has ended.</summary>
    [Field("terminated", 3)]
    public ContainerStateTerminated? Terminated { get; init; }
}
