namespace CloudOrchestrator.Kinds.Core.Nodes;

[ApiType("io.k8s.api.core.v1.NodeSpec")]
public sealed record NodeSpec
{
    [Field("podCIDR", 1, Presence = Presence.OmitEmpty)]
    public string? PodCIDR { get; init; }

    [Field("podCIDRs", 7, Presence = Presence.OmitEmpty, ListType = ListType.Set)]
    public IReadOnlyList<string>? PodCIDRs { get; init; }

    [Field("providerID", 3, Presence = Presence.OmitEmpty)]
    public string? ProviderID { get; init; }

    [Field("unschedulable", 4, Presence = Presence.OmitEmpty)]
    public bool? Unschedulable { get; init; }

    [Field("taints", 5, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<Taint>? Taints { get; init; }

    [Field("configSource", 6)]
    public NodeConfigSource? ConfigSource { get; init; }

    [Field("externalID", 2, Presence = Presence.OmitEmpty)]
    public string? ExternalID { get; init; }
}
