namespace CloudOrchestrator.Kinds.Core.Services;

[ApiType("io.k8s.api.core.v1.ServiceStatus")]
public sealed record ServiceStatus
{
    [Field("loadBalancer", 1, Presence = Presence.Always)]
    public LoadBalancerStatus? LoadBalancer { get; init; }

    [Field("conditions", 2, Presence = Presence.OmitEmpty, PatchStrategy = "merge", MergeKey = "type", ListType = ListType.Map, ListMapKeys = "type")]
    public IReadOnlyList<Condition>? Conditions { get; init; }
}
