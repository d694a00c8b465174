namespace CloudOrchestrator.Kinds.Discovery.EndpointSlices;

/// <summary>One endpoint of a Service: the addresses of a pod or another backend.</summary>
[ApiType("io.k8s.api.discovery.v1.Endpoint")]
public sealed record Endpoint
{
    /// <summary>Addresses of the endpoint, of the slice's type, 1 to 100; consumers only use the first.</summary>
    [Field("addresses", 1, Presence = Presence.Always, Required = true, ListType = ListType.Set)]
    public IReadOnlyList<string> Addresses { get; init; } = [];

    /// <summary>Whether the endpoint can be used.</summary>
    [Field("conditions", 2, Presence = Presence.Always)]
    public EndpointConditions? Conditions { get; init; }

    /// <summary>Host name under which DNS knows the endpoint below the Service's name.</summary>
    [Field("hostname", 3)]
    public string? Hostname { get; init; }

    /// <summary>Object, usually a pod, that the endpoint belongs to.</summary>
    [Field("targetRef", 4)]
    public ObjectReference? TargetRef { get; init; }

    /// <summary>Topology labels from the v1beta1 API. Read-only.</summary>
    [Field("deprecatedTopology", 5, Presence = Presence.OmitEmpty, Atomic = true)]
    public IReadOnlyDictionary<string, string>? DeprecatedTopology { get; init; }

    /// <summary>Node that hosts the endpoint.</summary>
    [Field("nodeName", 6)]
    public string? NodeName { get; init; }

    /// <summary>Zone the endpoint is in.</summary>
    [Field("zone", 7)]
    public string? Zone { get; init; }

    /// <summary>How the endpoint should be used.</summary>
    [Field("hints", 8)]
    public EndpointHints? Hints { get; init; }
}
