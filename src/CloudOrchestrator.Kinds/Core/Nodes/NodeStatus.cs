namespace CloudOrchestrator.Kinds.Core.Nodes;

[ApiType("io.k8s.api.core.v1.NodeStatus")]
public sealed record NodeStatus
{
    [Field("capacity", 1, Presence = Presence.OmitEmpty)]
    public IReadOnlyDictionary<string, Quantity>? Capacity { get; init; }

    [Field("allocatable", 2, Presence = Presence.OmitEmpty)]
    public IReadOnlyDictionary<string, Quantity>? Allocatable { get; init; }

    [Field("phase", 3, Presence = Presence.OmitEmpty)]
    public string? Phase { get; init; }

    [Field("conditions", 4, Presence = Presence.OmitEmpty, PatchStrategy = "merge", MergeKey = "type", ListType = ListType.Map, ListMapKeys = "type")]
    public IReadOnlyList<NodeCondition>? Conditions { get; init; }

    [Field("addresses", 5, Presence = Presence.OmitEmpty, PatchStrategy = "merge", MergeKey = "type", ListType = ListType.Map, ListMapKeys = "type")]
    public IReadOnlyList<NodeAddress>? Addresses { get; init; }

    [Field("daemonEndpoints", 6, Presence = Presence.Always)]
    public NodeDaemonEndpoints? DaemonEndpoints { get; init; }

    [Field("nodeInfo", 7, Presence = Presence.Always)]
    public NodeSystemInfo? NodeInfo { get; init; }

    [Field("images", 8, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<ContainerImage>? Images { get; init; }

    [Field("volumesInUse", 9, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<string>? VolumesInUse { get; init; }

    [Field("volumesAttached", 10, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<AttachedVolume>? VolumesAttached { get; init; }

    [Field("config", 11)]
    public NodeConfigStatus? Config { get; init; }

    [Field("runtimeHandlers", 12, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<NodeRuntimeHandler>? RuntimeHandlers { get; init; }

    [Field("features", 13)]
    public NodeFeatures? Features { get; init; }
}
