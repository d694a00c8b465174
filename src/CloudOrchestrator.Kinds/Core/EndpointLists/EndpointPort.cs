namespace CloudOrchestrator.Kinds.Core.EndpointLists;

/// <summary>A port that endpoints serve.</summary>
[ApiType("io.k8s.api.core.v1.EndpointPort")]
public sealed record EndpointPort
{
    /// <summary>Name of the Service's port; may be empty when there is just one.</summary>
    [Field("name", 1, Presence = Presence.OmitEmpty)]
    public string? Name { get; init; }

    /// <summary>The port's number.</summary>
    [Field("port", 2, Presence = Presence.Always, Required = true)]
    public int Port { get; init; }

    /// <summary>TCP (the default), UDP or SCTP.</summary>
    [Field("protocol", 3, Presence = Presence.OmitEmpty, Default = "\"TCP\"")]
    public string? Protocol { get; init; }

    /// <summary>Protocol spoken over the port, such as http or kubernetes.io/h2c; a hint for proxies.</summary>
    [Field("appProtocol", 4)]
    public string? AppProtocol { get; init; }
}
