namespace CloudOrchestrator.Kinds.Discovery.EndpointSlices;

[ApiType("io.k8s.api.discovery.v1.EndpointPort")]
public sealed record EndpointSlicePort
{
    [Field("name", 1, Default = "\"\"")]
    public string? Name { get; init; }

    [Field("protocol", 2, Default = "\"TCP\"")]
    public string? Protocol { get; init; }

    [Field("port", 3)]
    public int? Port { get; init; }

    [Field("appProtocol", 4)]
    public string? AppProtocol { get; init; }
}
