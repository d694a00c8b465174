namespace CloudOrchestrator.Kinds.Core.EndpointLists;

[ApiType("io.k8s.api.core.v1.EndpointPort")]
public sealed record EndpointPort
{
    [Field("name", 1, Presence = Presence.OmitEmpty)]
    public string? Name { get; init; }

    [Field("port", 2, Presence = Presence.Always, Required = true)]
    public int Port { get; init; }

    [Field("protocol", 3, Presence = Presence.OmitEmpty, Default = "\"TCP\"")]
    public string? Protocol { get; init; }

    [Field("appProtocol", 4)]
    public string? AppProtocol { get; init; }
}
