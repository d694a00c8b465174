namespace CloudOrchestrator.Kinds.Core.Nodes;

[ApiType("io.k8s.api.core.v1.NodeSelectorTerm", Atomic = true)]
public sealed record NodeSelectorTerm
{
    [Field("matchExpressions", 1, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<NodeSelectorRequirement>? MatchExpressions { get; init; }

    [Field("matchFields", 2, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<NodeSelectorRequirement>? MatchFields { get; init; }
}
