namespace CloudOrchestrator.Kinds.Core.Services;

[ApiType("io.k8s.api.core.v1.ServiceSpec")]
public sealed record ServiceSpec
{
    [Field("ports", 1, Presence = Presence.OmitEmpty, PatchStrategy = "merge", MergeKey = "port", ListType = ListType.Map, ListMapKeys = "port,protocol")]
    public IReadOnlyList<ServicePort>? Ports { get; init; }

    [Field("selector", 2, Presence = Presence.OmitEmpty, Atomic = true)]
    public IReadOnlyDictionary<string, string>? Selector { get; init; }

    [Field("clusterIP", 3, Presence = Presence.OmitEmpty)]
    public string? ClusterIP { get; init; }

    [Field("clusterIPs", 18, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<string>? ClusterIPs { get; init; }

    [Field("type", 4, Presence = Presence.OmitEmpty, Default = "\"ClusterIP\"")]
    public string? Type { get; init; }

    [Field("externalIPs", 5, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<string>? ExternalIPs { get; init; }

    [Field("sessionAffinity", 7, Presence = Presence.OmitEmpty, Default = "\"None\"")]
    public string? SessionAffinity { get; init; }

    [Field("loadBalancerIP", 8, Presence = Presence.OmitEmpty)]
    public string? LoadBalancerIP { get; init; }

    [Field("loadBalancerSourceRanges", 9, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<string>? LoadBalancerSourceRanges { get; init; }

    [Field("externalName", 10, Presence = Presence.OmitEmpty)]
    public string? ExternalName { get; init; }

    [Field("externalTrafficPolicy", 11, Presence = Presence.OmitEmpty)]
    public string? ExternalTrafficPolicy { get; init; }

    [Field("healthCheckNodePort", 12, Presence = Presence.OmitEmpty)]
    public int? HealthCheckNodePort { get; init; }

    [Field("publishNotReadyAddresses", 13, Presence = Presence.OmitEmpty)]
    public bool? PublishNotReadyAddresses { get; init; }

    [Field("sessionAffinityConfig", 14)]
    public SessionAffinityConfig? SessionAffinityConfig { get; init; }

    [Field("ipFamilies", 19, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<string>? IpFamilies { get; init; }

    [Field("ipFamilyPolicy", 17)]
    public string? IpFamilyPolicy { get; init; }

    [Field("allocateLoadBalancerNodePorts", 20)]
    public bool? AllocateLoadBalancerNodePorts { get; init; }

    [Field("loadBalancerClass", 21)]
    public string? LoadBalancerClass { get; init; }

    [Field("internalTrafficPolicy", 22)]
    public string? InternalTrafficPolicy { get; init; }

    [Field("trafficDistribution", 23)]
    public string? TrafficDistribution { get; init; }
}
