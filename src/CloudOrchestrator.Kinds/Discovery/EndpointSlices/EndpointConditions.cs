namespace CloudOrchestrator.Kinds.Discovery.EndpointSlices;

/// <summary>Whether an endpoint can be used.</summary>
[ApiType("io.k8s.api.discovery.v1.EndpointConditions")]
public sealed record EndpointConditions
{
    /// <summary>Whether it accepts traffic; false when terminating, unless not-ready addresses are published. Unset counts as true.</summary>
    [Field("ready", 1)]
    public bool? Ready { get; init; }

    /// <summary>Like ready, but also true for endpoints that still serve while terminating.</summary>
    [Field("serving", 2)]
    public bool? Serving { get; init; }

    /// <summary>Whether it is going to stop. Unset counts as false.</summary>
    [Field("terminating", 3)]
    public bool? Terminating { get; init; }
}
