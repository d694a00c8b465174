namespace CloudOrchestrator.Scheduling.Cluster;

/// <summary>What placing other pods needs to know of a bound pod. Holds no more, because there may be very many.</summary>
internal sealed class PodInfo
{
    public PodInfo(Pod pod, string nodeName)
        : this(pod, nodeName, PodResources.Requests(pod.Spec!), PodResources.ScoredRequests(pod.Spec!), HostPort.Of(pod.Spec!), PodAffinities.Of(pod))
    {
    }

    public PodInfo(Pod pod, string nodeName, ResourceVector requests, ResourceVector scoredRequests, IReadOnlyList<HostPort> ports, PodAffinities? affinities)
    {
        Key = new ObjectKey(pod.Metadata.Namespace ?? "", pod.Metadata.Name ?? "");
        NodeName = nodeName;
        Labels = pod.Metadata.Labels;
        Terminating = pod.Metadata.DeletionTimestamp is not null;
        Requests = requests;
        ScoredRequests = scoredRequests;
        Ports = ports;
        Affinities = affinities;
    }

    public ObjectKey Key { get; }

    public string Namespace => Key.Namespace;

    public string NodeName { get; }

    public IReadOnlyDictionary<string, string>? Labels { get; }

    public bool Terminating { get; }

    public ResourceVector Requests { get; }

    public ResourceVector ScoredRequests { get; }

    public IReadOnlyList<HostPort> Ports { get; }

    public PodAffinities? Affinities { get; }
}
