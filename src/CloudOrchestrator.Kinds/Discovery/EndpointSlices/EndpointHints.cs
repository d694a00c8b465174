namespace CloudOrchestrator.Kinds.Discovery.EndpointSlices;

[ApiType("io.k8s.api.discovery.v1.EndpointHints")]
public sealed record EndpointHints
{
    [Field("forZones", 1, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<ForZone>? ForZones { get; init; }
}
