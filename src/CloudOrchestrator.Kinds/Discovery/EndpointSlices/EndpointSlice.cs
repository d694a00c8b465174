namespace CloudOrchestrator.Kinds.Discovery.EndpointSlices;

/// <summary>A part of a Service's endpoints; a Service may have several slices.</summary>
[ApiType("io.k8s.api.discovery.v1.EndpointSlice")]
public sealed record EndpointSlice : IKubernetesObject
{
    /// <summary>Kind of the object; cannot be changed.</summary>
    [Field("kind", 0)]
    public string? Kind { get; init; }

    /// <summary>Group and version that the object is written in, such as apps/v1.</summary>
    [Field("apiVersion", 0)]
    public string? ApiVersion { get; init; }

    /// <summary>The object's name, labels, annotations and history.</summary>
    [Field("metadata", 1, Presence = Presence.Always)]
    public ObjectMeta Metadata { get; init; } = new();

    /// <summary>IPv4, IPv6 or FQDN: type of all addresses in the slice. Cannot be changed.</summary>
    [Field("addressType", 4, Presence = Presence.Always, Required = true)]
    public string AddressType { get; init; } = "";

    /// <summary>The endpoints, at most 1000.</summary>
    [Field("endpoints", 2, Presence = Presence.Always, Required = true)]
    public IReadOnlyList<Endpoint> Endpoints { get; init; } = [];

    /// <summary>Ports that each endpoint serves, at most 100.</summary>
    [Field("ports", 3, Presence = Presence.Always, Required = true)]
    public IReadOnlyList<EndpointSlicePort> Ports { get; init; } = [];
}
