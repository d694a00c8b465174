namespace CloudOrchestrator.Kinds.Core.Nodes;

/// <summary>What a handler of a container runtime can do.</summary>
[ApiType("io.k8s.api.core.v1.NodeRuntimeHandlerFeatures")]
public sealed record NodeRuntimeHandlerFeatures
{
    /// <summary>Whether it can make mounts read-only with all that is mounted below.</summary>
    [Field("recursiveReadOnlyMounts", 1)]
    public bool? RecursiveReadOnlyMounts { get; init; }

    /// <summary>Whether it can give pods a user namespace.</summary>
    [Field("userNamespaces", 2)]
    public bool? UserNamespaces { get; init; }
}
