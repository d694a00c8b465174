namespace CloudOrchestrator.Kinds.Core.Nodes;

[ApiType("io.k8s.api.core.v1.NodeSelector", Atomic = true)]
public sealed record NodeSelector
{
    [Field("nodeSelectorTerms", 1, Presence = Presence.Always, Required = true)]
    public IReadOnlyList<NodeSelectorTerm> NodeSelectorTerms { get; init; } = [];
}
