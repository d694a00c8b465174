namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>The user of a container's first process.</summary>
[ApiType("io.k8s.api.core.v1.ContainerUser")]
public sealed record ContainerUser
{
    /// <summary>Ids on Linux.</summary>
    [Field("linux", 1)]
    public LinuxContainerUser? Linux { get; init; }
}
