namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>Rules that keep a pod away from where certain pods run.</summary>
[ApiType("io.k8s.api.core.v1.PodAntiAffinity")]
public sealed record PodAntiAffinity
{
    /// <summary>None may hold for a node when the pod is scheduled. A pod that runs already is not affected.</summary>
    [Field("requiredDuringSchedulingIgnoredDuringExecution", 1, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<PodAffinityTerm>? RequiredDuringSchedulingIgnoredDuringExecution { get; init; }

    /// <summary>Should not hold for a node if possible: those with the greatest sum of weights are avoided.</summary>
    [Field("preferredDuringSchedulingIgnoredDuringExecution", 2, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<WeightedPodAffinityTerm>? PreferredDuringSchedulingIgnoredDuringExecution { get; init; }
}
