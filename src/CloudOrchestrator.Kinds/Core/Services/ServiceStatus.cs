namespace CloudOrchestrator.Kinds.Core.Services;

/// <summary>State of a Service.</summary>
[ApiType("io.k8s.api.core.v1.ServiceStatus")]
public sealed record ServiceStatus
{
    /// <summary>State of the load balancer.</summary>
    [Field("loadBalancer", 1, Presence = Presence.Always)]
    public LoadBalancerStatus? LoadBalancer { get; init; }

    /// <summary>Aspects of the Service's state.</summary>
    [Field("conditions", 2, Presence = Presence.OmitEmpty, PatchStrategy = "merge", MergeKey = "type", ListType = ListType.Map, ListMapKeys = "type")]
    public IReadOnlyList<Condition>? Conditions { get; init; }
}
