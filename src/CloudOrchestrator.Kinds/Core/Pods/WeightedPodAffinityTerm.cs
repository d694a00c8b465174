namespace CloudOrchestrator.Kinds.Core.Pods;

[ApiType("io.k8s.api.core.v1.WeightedPodAffinityTerm")]
public sealed record WeightedPodAffinityTerm
{
    [Field("weight", 1, Presence = Presence.Always, Required = true)]
    public int Weight { get; init; }

    [Field("podAffinityTerm", 2, Presence = Presence.Always, Required = true)]
    public PodAffinityTerm PodAffinityTerm { get; init; } = new();
}
