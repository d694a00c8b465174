namespace CloudOrchestrator.Kinds.Core.Nodes;

/// <summary>What the cluster decides about a node.</summary>
[ApiType("io.k8s.api.core.v1.NodeSpec")]
public sealed record NodeSpec
{
    /// <summary>Range of addresses for the pods of the node.</summary>
    [Field("podCIDR", 1, Presence = Presence.OmitEmpty)]
    public string? PodCIDR { get; init; }

    /// <summary>Ranges of addresses for the pods of the node, one per IP family; the first equals podCIDR.</summary>
    [Field("podCIDRs", 7, Presence = Presence.OmitEmpty, ListType = ListType.Set)]
    public IReadOnlyList<string>? PodCIDRs { get; init; }

    /// <summary>Identifier of the machine at its cloud provider, as provider://id.</summary>
    [Field("providerID", 3, Presence = Presence.OmitEmpty)]
    public string? ProviderID { get; init; }

    /// <summary>When true, no new pods are scheduled to the node; set by kubectl cordon.</summary>
    [Field("unschedulable", 4, Presence = Presence.OmitEmpty)]
    public bool? Unschedulable { get; init; }

    /// <summary>Marks that keep pods away unless they tolerate them.</summary>
    [Field("taints", 5, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<Taint>? Taints { get; init; }

    /// <summary>No longer in use.</summary>
    [Field("configSource", 6)]
    public NodeConfigSource? ConfigSource { get; init; }

    /// <summary>No longer in use.</summary>
    [Field("externalID", 2, Presence = Presence.OmitEmpty)]
    public string? ExternalID { get; init; }
}
