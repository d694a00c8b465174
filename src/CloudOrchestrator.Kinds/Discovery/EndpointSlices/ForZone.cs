namespace CloudOrchestrator.Kinds.Discovery.EndpointSlices;

/// <summary>A zone that should use an endpoint.</summary>
[ApiType("io.k8s.api.discovery.v1.ForZone")]
public sealed record ForZone
{
    /// <summary>Name of the zone.</summary>
    [Field("name", 1, Presence = Presence.Always, Required = true)]
    public string Name { get; init; } = "";
}
