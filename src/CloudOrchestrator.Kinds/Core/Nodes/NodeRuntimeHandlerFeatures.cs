namespace CloudOrchestrator.Kinds.Core.Nodes;

[ApiType("io.k8s.api.core.v1.NodeRuntimeHandlerFeatures")]
public sealed record NodeRuntimeHandlerFeatures
{
    [Field("recursiveReadOnlyMounts", 1)]
    public bool? RecursiveReadOnlyMounts { get; init; }

    [Field("userNamespaces", 2)]
    public bool? UserNamespaces { get; init; }
}
