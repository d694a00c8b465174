namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>Pods to be with or apart from, and how much it matters.</summary>
[ApiType("io.k8s.api.core.v1.WeightedPodAffinityTerm")]
public sealed record WeightedPodAffinityTerm
{
    /// <summary>How much it matters, 1 to 100.</summary>
    [Field("weight", 1, Presence = Presence.Always, Required = true)]
    public int Weight { get; init; }

    /// <summary>The pods and the area.</summary>
    [Field("podAffinityTerm", 2, Presence = Presence.Always, Required = true)]
    public PodAffinityTerm PodAffinityTerm { get; init; } = new();
}
