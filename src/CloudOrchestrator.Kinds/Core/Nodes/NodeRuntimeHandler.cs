namespace CloudOrchestrator.Kinds.Core.Nodes;

[ApiType("io.k8s.api.core.v1.NodeRuntimeHandler")]
public sealed record NodeRuntimeHandler
{
    [Field("name", 1, Presence = Presence.OmitEmpty)]
    public string? Name { get; init; }

    [Field("features", 2)]
    public NodeRuntimeHandlerFeatures? Features { get; init; }
}
