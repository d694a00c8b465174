namespace CloudOrchestrator.Kinds.Discovery.EndpointSlices;

/// <summary>A port that the endpoints of a slice serve.</summary>
[ApiType("io.k8s.api.discovery.v1.EndpointPort")]
public sealed record EndpointSlicePort
{
    /// <summary>Name of the port, unique in the slice; empty for the only one.</summary>
    [Field("name", 1, Default = "\"\"")]
    public string? Name { get; init; }

    /// <summary>TCP (the default), UDP or SCTP.</summary>
    [Field("protocol", 2, Default = "\"TCP\"")]
    public string? Protocol { get; init; }

    /// <summary>The port's number; unset for all ports.</summary>
    [Field("port", 3)]
    public int? Port { get; init; }

    /// <summary>Protocol spoken over the port, such as http or kubernetes.io/h2c; a hint for proxies.</summary>
    [Field("appProtocol", 4)]
    public string? AppProtocol { get; init; }
}
