namespace CloudOrchestrator.Scheduling.Cluster;

/// <summary>What placing other pods needs to know of a bound pod. Holds no more, because there may be very many.</summary>
internal sealed class PodInfo(
    PodGroup group, bool terminating, ResourceVector requests, ResourceVector scoredRequests, IReadOnlyList<HostPort> ports, PodAffinities? affinities)
{
    /// <summary>The pods with the same namespace and labels; this one belongs to it only when it is part of the cluster's state.</summary>
    public PodGroup Group => group;

    public string Namespace => group.Namespace;

    public IReadOnlyDictionary<string, string>? Labels => group.Labels;

    /// <summary>The node, for pods of the cluster's state.</summary>
    public NodeInfo? Node { get; init; }

    /// <summary>Place of the node among the nodes; -1 when it is not known.</summary>
    public int NodeIndex => Node?.Index ?? -1;

    public bool Terminating => terminating;

    public ResourceVector Requests => requests;

    public ResourceVector ScoredRequests => scoredRequests;

    public IReadOnlyList<HostPort> Ports => ports;

    public PodAffinities? Affinities => affinities;
}
