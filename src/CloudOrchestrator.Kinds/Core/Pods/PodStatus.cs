namespace CloudOrchestrator.Kinds.Core.Pods;

[ApiType("io.k8s.api.core.v1.PodStatus")]
public sealed record PodStatus
{
    [Field("phase", 1, Presence = Presence.OmitEmpty)]
    public string? Phase { get; init; }

    [Field("conditions", 2, Presence = Presence.OmitEmpty, PatchStrategy = "merge", MergeKey = "type", ListType = ListType.Map, ListMapKeys = "type")]
    public IReadOnlyList<PodCondition>? Conditions { get; init; }

    [Field("message", 3, Presence = Presence.OmitEmpty)]
    public string? Message { get; init; }

    [Field("reason", 4, Presence = Presence.OmitEmpty)]
    public string? Reason { get; init; }

    [Field("nominatedNodeName", 11, Presence = Presence.OmitEmpty)]
    public string? NominatedNodeName { get; init; }

    [Field("hostIP", 5, Presence = Presence.OmitEmpty)]
    public string? HostIP { get; init; }

    [Field("hostIPs", 16, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<HostIP>? HostIPs { get; init; }

    [Field("podIP", 6, Presence = Presence.OmitEmpty)]
    public string? PodIP { get; init; }

    [Field("podIPs", 12, Presence = Presence.OmitEmpty, ListType = ListType.Map, ListMapKeys = "ip")]
    public IReadOnlyList<PodIP>? PodIPs { get; init; }

    [Field("startTime", 7)]
    public DateTimeOffset? StartTime { get; init; }

    [Field("initContainerStatuses", 10, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<ContainerStatus>? InitContainerStatuses { get; init; }

    [Field("containerStatuses", 8, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<ContainerStatus>? ContainerStatuses { get; init; }

    [Field("qosClass", 9, Presence = Presence.OmitEmpty)]
    public string? QosClass { get; init; }

    [Field("ephemeralContainerStatuses", 13, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<ContainerStatus>? EphemeralContainerStatuses { get; init; }

    [Field("resize", 14, Presence = Presence.OmitEmpty)]
    public string? Resize { get; init; }

    [Field("resourceClaimStatuses", 15, Presence = Presence.OmitEmpty, PatchStrategy = "merge,retainKeys", MergeKey = "name", ListType = ListType.Map, ListMapKeys = "name")]
    public IReadOnlyList<PodResourceClaimStatus>? ResourceClaimStatuses { get; init; }
}
