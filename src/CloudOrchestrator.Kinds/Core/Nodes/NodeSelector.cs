namespace CloudOrchestrator.Kinds.Core.Nodes;

/// <summary>Chooses nodes: those that match at least one term.</summary>
[ApiType("io.k8s.api.core.v1.NodeSelector", Atomic = true)]
public sealed record NodeSelector
{
    /// <summary>The terms, of which one must match.</summary>
    [Field("nodeSelectorTerms", 1, Presence = Presence.Always, Required = true)]
    public IReadOnlyList<NodeSelectorTerm> NodeSelectorTerms { get; init; } = [];
}
