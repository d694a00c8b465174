namespace CloudOrchestrator.Kinds.Core.Pods;

[ApiType("io.k8s.api.core.v1.ContainerState")]
public sealed record ContainerState
{
    [Field("waiting", 1)]
    public ContainerStateWaiting? Waiting { get; init; }

    [Field("running", 2)]
    public ContainerStateRunning? Running { get; init; }

    [Field("terminated", 3)]
    public ContainerStateTerminated? Terminated { get; init; }
}
