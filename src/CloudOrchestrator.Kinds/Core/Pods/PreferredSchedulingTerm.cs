namespace CloudOrchestrator.Kinds.Core.Pods;

[ApiType("io.k8s.api.core.v1.PreferredSchedulingTerm")]
public sealed record PreferredSchedulingTerm
{
    [Field("weight", 1, Presence = Presence.Always, Required = true)]
    public int Weight { get; init; }

    [Field("preference", 2, Presence = Presence.Always, Required = true)]
    public NodeSelectorTerm Preference { get; init; } = new();
}
