namespace CloudOrchestrator.Kinds.Core.Nodes;

/// <summary>A handler of a node's container runtime.</summary>
[ApiType("io.k8s.api.core.v1.NodeRuntimeHandler")]
public sealed record NodeRuntimeHandler
{
    /// <summary>Name of the handler; empty for the default one.</summary>
    [Field("name", 1, Presence = Presence.OmitEmpty)]
    public string? Name { get; init; }

    /// <summary>What the handler can do.</summary>
    [Field("features", 2)]
    public NodeRuntimeHandlerFeatures? Features { get; init; }
}
