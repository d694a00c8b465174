namespace CloudOrchestrator.Scheduling.Requirements;

/// <summary>A pod's affinities to other pods.</summary>
internal sealed record PodAffinities(
    IReadOnlyList<AffinityTerm> Required,
    IReadOnlyList<AffinityTerm> RequiredAnti,
    IReadOnlyList<AffinityTerm> Preferred,
    IReadOnlyList<AffinityTerm> PreferredAnti)
{
    /// <summary>The affinities; null when the pod has none.</summary>
    public static PodAffinities? Of(Pod pod)
    {
        var affinity = pod.Spec?.Affinity;
        if (affinity is null or { PodAffinity: null, PodAntiAffinity: null })
            return null;
        return new PodAffinities(
            AffinityTerm.Required(affinity.PodAffinity?.RequiredDuringSchedulingIgnoredDuringExecution, pod),
            AffinityTerm.Required(affinity.PodAntiAffinity?.RequiredDuringSchedulingIgnoredDuringExecution, pod),
            AffinityTerm.Preferred(affinity.PodAffinity?.PreferredDuringSchedulingIgnoredDuringExecution, pod),
            AffinityTerm.Preferred(affinity.PodAntiAffinity?.PreferredDuringSchedulingIgnoredDuringExecution, pod));
    }
}
