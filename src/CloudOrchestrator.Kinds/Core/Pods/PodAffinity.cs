namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>Rules that draw a pod to where certain pods run.</summary>
[ApiType("io.k8s.api.core.v1.PodAffinity")]
public sealed record PodAffinity
{
    /// <summary>All must hold for a node when the pod is scheduled. A pod that runs already is not affected.</summary>
    [Field("requiredDuringSchedulingIgnoredDuringExecution", 1, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<PodAffinityTerm>? RequiredDuringSchedulingIgnoredDuringExecution { get; init; }

    /// <summary>Should hold for a node if possible: those with the greatest sum of weights are taken.</summary>
    [Field("preferredDuringSchedulingIgnoredDuringExecution", 2, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<WeightedPodAffinityTerm>? PreferredDuringSchedulingIgnoredDuringExecution { get; init; }
}
