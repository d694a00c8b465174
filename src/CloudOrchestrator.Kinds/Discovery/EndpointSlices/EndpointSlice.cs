namespace CloudOrchestrator.Kinds.Discovery.EndpointSlices;

[ApiType("io.k8s.api.discovery.v1.EndpointSlice")]
public sealed record EndpointSlice : IKubernetesObject
{
    [Field("kind", 0)]
    public string? Kind { get; init; }

    [Field("apiVersion", 0)]
    public string? ApiVersion { get; init; }

    [Field("metadata", 1, Presence = Presence.Always)]
    public ObjectMeta Metadata { get; init; } = new();

    [Field("addressType", 4, Presence = Presence.Always, Required = true)]
    public string AddressType { get; init; } = "";

    [Field("endpoints", 2, Presence = Presence.Always, Required = true)]
    public IReadOnlyList<Endpoint> Endpoints { get; init; } = [];

    [Field("ports", 3, Presence = Presence.Always, Required = true)]
    public IReadOnlyList<EndpointSlicePort> Ports { get; init; } = [];
}
