namespace CloudOrchestrator.Kinds.Discovery.EndpointSlices;

[ApiType("io.k8s.api.discovery.v1.EndpointConditions")]
public sealed record EndpointConditions
{
    [Field("ready", 1)]
    public bool? Ready { get; init; }

    [Field("serving", 2)]
    public bool? Serving { get; init; }

    [Field("terminating", 3)]
    public bool? Terminating { get; init; }
}
