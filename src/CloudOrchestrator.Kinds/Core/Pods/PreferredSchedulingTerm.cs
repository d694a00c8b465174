namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>Nodes that a pod should run on, and how much it matters. An empty preference matches all nodes.</summary>
[ApiType("io.k8s.api.core.v1.PreferredSchedulingTerm")]
public sealed record PreferredSchedulingTerm
{
    /// <summary>How much it matters, 1 to 100.</summary>
    [Field("weight", 1, Presence = Presence.Always, Required = true)]
    public int Weight { get; init; }

    /// <summary>The nodes.</summary>
    [Field("preference", 2, Presence = Presence.Always, Required = true)]
    public NodeSelectorTerm Preference { get; init; } = new();
}
