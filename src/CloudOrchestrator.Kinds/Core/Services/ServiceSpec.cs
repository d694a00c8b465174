namespace CloudOrchestrator.Kinds.Core.Services;

/// <summary>The ports of a Service, the pods behind them, and how they can be reached.</summary>
[ApiType("io.k8s.api.core.v1.ServiceSpec")]
public sealed record ServiceSpec
{
    /// <summary>The ports of the Service.</summary>
    [Field("ports", 1, Presence = Presence.OmitEmpty, PatchStrategy = "merge", MergeKey = "port", ListType = ListType.Map, ListMapKeys = "port,protocol")]
    public IReadOnlyList<ServicePort>? Ports { get; init; }

    /// <summary>Labels of the pods that traffic goes to; without a selector, endpoints are managed by others. Ignored for ExternalName.</summary>
    [Field("selector", 2, Presence = Presence.OmitEmpty, Atomic = true)]
    public IReadOnlyDictionary<string, string>? Selector { get; init; }

    /// <summary>
    /// The Service's address within the cluster: assigned when unset; None makes a headless Service, whose name leads to the pods themselves.
    /// </summary>
    [Field("clusterIP", 3, Presence = Presence.OmitEmpty)]
    public string? ClusterIP { get; init; }

    /// <summary>The Service's addresses within the cluster, at most one per IP family; the first equals clusterIP.</summary>
    [Field("clusterIPs", 18, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<string>? ClusterIPs { get; init; }

    /// <summary>
    /// ClusterIP (the default) is reachable within the cluster, NodePort also on every node, LoadBalancer also from outside; ExternalName is an alias for
    /// a DNS name.
    /// </summary>
    [Field("type", 4, Presence = Presence.OmitEmpty, Default = "\"ClusterIP\"")]
    public string? Type { get; init; }

    /// <summary>Addresses of nodes, not managed by the cluster, at which the Service is reachable too.</summary>
    [Field("externalIPs", 5, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<string>? ExternalIPs { get; init; }

    /// <summary>None (the default), or ClientIP to keep a client with one pod.</summary>
    [Field("sessionAffinity", 7, Presence = Presence.OmitEmpty, Default = "\"None\"")]
    public string? SessionAffinity { get; init; }

    /// <summary>Address wanted for the load balancer. Deprecated.</summary>
    [Field("loadBalancerIP", 8, Presence = Presence.OmitEmpty)]
    public string? LoadBalancerIP { get; init; }

    /// <summary>Ranges of client addresses that may use the load balancer; all by default.</summary>
    [Field("loadBalancerSourceRanges", 9, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<string>? LoadBalancerSourceRanges { get; init; }

    /// <summary>DNS name that the Service is an alias for; only with type ExternalName.</summary>
    [Field("externalName", 10, Presence = Presence.OmitEmpty)]
    public string? ExternalName { get; init; }

    /// <summary>
    /// Cluster (the default) spreads outside traffic over all pods; Local keeps it on the node it arrives at, with the client's address intact.
    /// </summary>
    [Field("externalTrafficPolicy", 11, Presence = Presence.OmitEmpty)]
    public string? ExternalTrafficPolicy { get; init; }

    /// <summary>
    /// Port on which each node tells whether it has pods of the Service; for load balancers with externalTrafficPolicy Local. Assigned when unset.
    /// </summary>
    [Field("healthCheckNodePort", 12, Presence = Presence.OmitEmpty)]
    public int? HealthCheckNodePort { get; init; }

    /// <summary>Treat pods as endpoints although they are not ready, as peers that look for each other need it; false by default.</summary>
    [Field("publishNotReadyAddresses", 13, Presence = Presence.OmitEmpty)]
    public bool? PublishNotReadyAddresses { get; init; }

    /// <summary>Settings of the session affinity.</summary>
    [Field("sessionAffinityConfig", 14)]
    public SessionAffinityConfig? SessionAffinityConfig { get; init; }

    /// <summary>IPv4, IPv6 or both, in order of preference; chosen by the cluster when unset.</summary>
    [Field("ipFamilies", 19, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<string>? IpFamilies { get; init; }

    /// <summary>SingleStack (the default), PreferDualStack or RequireDualStack.</summary>
    [Field("ipFamilyPolicy", 17)]
    public string? IpFamilyPolicy { get; init; }

    /// <summary>Whether ports on the nodes are assigned for type LoadBalancer; true by default.</summary>
    [Field("allocateLoadBalancerNodePorts", 20)]
    public bool? AllocateLoadBalancerNodePorts { get; init; }

    /// <summary>Name of the implementation that shall serve the load balancer; the cluster's default when unset. Cannot be changed.</summary>
    [Field("loadBalancerClass", 21)]
    public string? LoadBalancerClass { get; init; }

    /// <summary>Cluster (the default) spreads traffic from within over all pods; Local uses only those on the same node.</summary>
    [Field("internalTrafficPolicy", 22)]
    public string? InternalTrafficPolicy { get; init; }

    /// <summary>PreferClose asks for pods near the client, in the same zone.</summary>
    [Field("trafficDistribution", 23)]
    public string? TrafficDistribution { get; init; }
}
