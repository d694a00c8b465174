namespace CloudOrchestrator.Kinds.Core.EndpointLists;

[ApiType("io.k8s.api.core.v1.EndpointSubset")]
public sealed record EndpointSubset
{
    [Field("addresses", 1, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<EndpointAddress>? Addresses { get; init; }

    [Field("notReadyAddresses", 2, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<EndpointAddress>? NotReadyAddresses { get; init; }

    [Field("ports", 3, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<EndpointPort>? Ports { get; init; }
}
