namespace CloudOrchestrator.Kinds.Discovery.EndpointSlices;

/// <summary>How an endpoint should be used.</summary>
[ApiType("io.k8s.api.discovery.v1.EndpointHints")]
public sealed record EndpointHints
{
    /// <summary>Zones whose clients should use the endpoint.</summary>
    [Field("forZones", 1, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<ForZone>? ForZones { get; init; }
}
