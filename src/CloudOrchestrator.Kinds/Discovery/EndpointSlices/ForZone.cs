namespace CloudOrchestrator.Kinds.Discovery.EndpointSlices;

[ApiType("io.k8s.api.discovery.v1.ForZone")]
public sealed record ForZone
{
    [Field("name", 1, Presence = Presence.Always, Required = true)]
    public string Name { get; init; } = "";
}
