namespace CloudOrchestrator.Kinds.Core.EndpointLists;

/// <summary>Addresses that serve the same ports: each address with each port is an endpoint.</summary>
[ApiType("io.k8s.api.core.v1.EndpointSubset")]
public sealed record EndpointSubset
{
    /// <summary>Addresses that are ready for traffic.</summary>
    [Field("addresses", 1, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<EndpointAddress>? Addresses { get; init; }

    /// <summary>Addresses that are not ready, because they are starting, failing their probe or stopping.</summary>
    [Field("notReadyAddresses", 2, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<EndpointAddress>? NotReadyAddresses { get; init; }

    /// <summary>Ports that the addresses serve.</summary>
    [Field("ports", 3, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<EndpointPort>? Ports { get; init; }
}
