namespace CloudOrchestrator.Kinds.Core.Nodes;

/// <summary>What a node reports about itself.</summary>
[ApiType("io.k8s.api.core.v1.NodeStatus")]
public sealed record NodeStatus
{
    /// <summary>All the resources of the node.</summary>
    [Field("capacity", 1, Presence = Presence.OmitEmpty)]
    public IReadOnlyDictionary<string, Quantity>? Capacity { get; init; }

    /// <summary>The resources of the node that pods may use.</summary>
    [Field("allocatable", 2, Presence = Presence.OmitEmpty)]
    public IReadOnlyDictionary<string, Quantity>? Allocatable { get; init; }

    /// <summary>No longer in use.</summary>
    [Field("phase", 3, Presence = Presence.OmitEmpty)]
    public string? Phase { get; init; }

    /// <summary>Aspects of the node's health.</summary>
    [Field("conditions", 4, Presence = Presence.OmitEmpty, PatchStrategy = "merge", MergeKey = "type", ListType = ListType.Map, ListMapKeys = "type")]
    public IReadOnlyList<NodeCondition>? Conditions { get; init; }

    /// <summary>Addresses the node can be reached at.</summary>
    [Field("addresses", 5, Presence = Presence.OmitEmpty, PatchStrategy = "merge", MergeKey = "type", ListType = ListType.Map, ListMapKeys = "type")]
    public IReadOnlyList<NodeAddress>? Addresses { get; init; }

    /// <summary>Ports of the daemons of the node.</summary>
    [Field("daemonEndpoints", 6, Presence = Presence.Always)]
    public NodeDaemonEndpoints? DaemonEndpoints { get; init; }

    /// <summary>Identity and versions of the node's software.</summary>
    [Field("nodeInfo", 7, Presence = Presence.Always)]
    public NodeSystemInfo? NodeInfo { get; init; }

    /// <summary>Images that the node has.</summary>
    [Field("images", 8, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<ContainerImage>? Images { get; init; }

    /// <summary>Volumes that are attached to the node and mounted.</summary>
    [Field("volumesInUse", 9, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<string>? VolumesInUse { get; init; }

    /// <summary>Volumes attached to the node.</summary>
    [Field("volumesAttached", 10, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<AttachedVolume>? VolumesAttached { get; init; }

    /// <summary>No longer in use.</summary>
    [Field("config", 11)]
    public NodeConfigStatus? Config { get; init; }

    /// <summary>Handlers of the node's container runtime.</summary>
    [Field("runtimeHandlers", 12, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<NodeRuntimeHandler>? RuntimeHandlers { get; init; }

    /// <summary>Features of the node's container runtime.</summary>
    [Field("features", 13)]
    public NodeFeatures? Features { get; init; }
}
