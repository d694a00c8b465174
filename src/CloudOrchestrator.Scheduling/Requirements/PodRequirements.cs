namespace CloudOrchestrator.Scheduling.Requirements;

/// <summary>What a pending pod asks for, worked out once for all pods that ask for the same.</summary>
internal sealed class PodRequirements(Pod pod)
{
    public Pod Pod { get; } = pod;

    public PodSpec Spec { get; } = pod.Spec ?? new PodSpec();

    public string Namespace { get; } = pod.Metadata.Namespace ?? "";

    public IReadOnlyDictionary<string, string>? Labels => Pod.Metadata.Labels;

    public ResourceVector Requests { get; } = PodResources.Requests(pod.Spec ?? new PodSpec());

    public ResourceVector ScoredRequests { get; } = PodResources.ScoredRequests(pod.Spec ?? new PodSpec());

    public IReadOnlyList<HostPort> Ports { get; } = HostPort.Of(pod.Spec ?? new PodSpec());

    public PodAffinities? Affinities { get; } = PodAffinities.Of(pod);

    /// <summary>The only nodes the pod may go to by name; null for any.</summary>
    public IReadOnlySet<string>? NamedNodes { get; } = NodeSelectors.NamedNodes(pod.Spec ?? new PodSpec());

    /// <summary>A pod of this kind as others see it once it is placed.</summary>
    public PodInfo Placed => new(new PodGroup("", Namespace, Labels), false, Requests, ScoredRequests, Ports, Affinities);
}
