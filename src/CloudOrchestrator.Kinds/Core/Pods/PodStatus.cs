namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>What is known of a pod.</summary>
[ApiType("io.k8s.api.core.v1.PodStatus")]
public sealed record PodStatus
{
    /// <summary>Pending, Running, Succeeded, Failed or Unknown: where the pod is in its life.</summary>
    [Field("phase", 1, Presence = Presence.OmitEmpty)]
    public string? Phase { get; init; }

    /// <summary>Aspects of the pod's state.</summary>
    [Field("conditions", 2, Presence = Presence.OmitEmpty, PatchStrategy = "merge", MergeKey = "type", ListType = ListType.Map, ListMapKeys = "type")]
    public IReadOnlyList<PodCondition>? Conditions { get; init; }

    /// <summary>Why the pod is in this state, for people to read.</summary>
    [Field("message", 3, Presence = Presence.OmitEmpty)]
    public string? Message { get; init; }

    /// <summary>Short word for why the pod is in this state, such as Evicted.</summary>
    [Field("reason", 4, Presence = Presence.OmitEmpty)]
    public string? Reason { get; init; }

    /// <summary>Node on which room is being made for the pod by evicting others.</summary>
    [Field("nominatedNodeName", 11, Presence = Presence.OmitEmpty)]
    public string? NominatedNodeName { get; init; }

    /// <summary>Address of the node that the pod runs on.</summary>
    [Field("hostIP", 5, Presence = Presence.OmitEmpty)]
    public string? HostIP { get; init; }

    /// <summary>Addresses of the node that the pod runs on; the first equals hostIP.</summary>
    [Field("hostIPs", 16, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<HostIP>? HostIPs { get; init; }

    /// <summary>Address of the pod, at least reachable within the cluster.</summary>
    [Field("podIP", 6, Presence = Presence.OmitEmpty)]
    public string? PodIP { get; init; }

    /// <summary>Addresses of the pod, at most one per IP family; the first equals podIP.</summary>
    [Field("podIPs", 12, Presence = Presence.OmitEmpty, ListType = ListType.Map, ListMapKeys = "ip")]
    public IReadOnlyList<PodIP>? PodIPs { get; init; }

    /// <summary>When the node's agent took the pod on, before images were pulled.</summary>
    [Field("startTime", 7)]
    public DateTimeOffset? StartTime { get; init; }

    /// <summary>State of the init containers, in their order.</summary>
    [Field("initContainerStatuses", 10, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<ContainerStatus>? InitContainerStatuses { get; init; }

    /// <summary>State of the containers.</summary>
    [Field("containerStatuses", 8, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<ContainerStatus>? ContainerStatuses { get; init; }

    /// <summary>Guaranteed, Burstable or BestEffort, after the containers' requests and limits.</summary>
    [Field("qosClass", 9, Presence = Presence.OmitEmpty)]
    public string? QosClass { get; init; }

    /// <summary>State of the ephemeral containers.</summary>
    [Field("ephemeralContainerStatuses", 13, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<ContainerStatus>? EphemeralContainerStatuses { get; init; }

    /// <summary>Proposed, InProgress, Deferred or Infeasible: state of a change of the containers' resources.</summary>
    [Field("resize", 14, Presence = Presence.OmitEmpty)]
    public string? Resize { get; init; }

    /// <summary>Claims that were made for the pod's resourceClaims.</summary>
    [Field("resourceClaimStatuses", 15, Presence = Presence.OmitEmpty, PatchStrategy = "merge,retainKeys", MergeKey = "name", ListType = ListType.Map, ListMapKeys = "name")]
    public IReadOnlyList<PodResourceClaimStatus>? ResourceClaimStatuses { get; init; }
}
