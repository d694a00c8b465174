namespace CloudOrchestrator.Kinds.Core.Pods;

[ApiType("io.k8s.api.core.v1.ContainerUser")]
public sealed record ContainerUser
{
    [Field("linux", 1)]
    public LinuxContainerUser? Linux { get; init; }
}
