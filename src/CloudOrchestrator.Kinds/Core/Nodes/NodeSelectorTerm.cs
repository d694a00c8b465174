namespace CloudOrchestrator.Kinds.Core.Nodes;

/// <summary>A term that chooses nodes: all its requirements must hold; an empty term matches no node.</summary>
[ApiType("io.k8s.api.core.v1.NodeSelectorTerm", Atomic = true)]
public sealed record NodeSelectorTerm
{
    /// <summary>Requirements on the node's labels.</summary>
    [Field("matchExpressions", 1, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<NodeSelectorRequirement>? MatchExpressions { get; init; }

    /// <summary>Requirements on the node's fields; metadata.name is supported.</summary>
    [Field("matchFields", 2, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<NodeSelectorRequirement>? MatchFields { get; init; }
}
