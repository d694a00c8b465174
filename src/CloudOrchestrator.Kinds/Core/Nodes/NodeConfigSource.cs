namespace CloudOrchestrator.Kinds.Core.Nodes;

/// <summary>Source of a node's configuration. No longer in use.</summary>
[ApiType("io.k8s.api.core.v1.NodeConfigSource")]
public sealed record NodeConfigSource
{
    /// <summary>The ConfigMap with the configuration.</summary>
    [Field("configMap", 2)]
    public ConfigMapNodeConfigSource? ConfigMap { get; init; }
}
