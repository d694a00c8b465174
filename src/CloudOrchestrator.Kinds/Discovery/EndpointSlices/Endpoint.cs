namespace CloudOrchestrator.Kinds.Discovery.EndpointSlices;

[ApiType("io.k8s.api.discovery.v1.Endpoint")]
public sealed record Endpoint
{
    [Field("addresses", 1, Presence = Presence.Always, Required = true, ListType = ListType.Set)]
    public IReadOnlyList<string> Addresses { get; init; } = [];

    [Field("conditions", 2, Presence = Presence.Always)]
    public EndpointConditions? Conditions { get; init; }

    [Field("hostname", 3)]
    public string? Hostname { get; init; }

    [Field("targetRef", 4)]
    public ObjectReference? TargetRef { get; init; }

    [Field("deprecatedTopology", 5, Presence = Presence.OmitEmpty, Atomic = true)]
    public IReadOnlyDictionary<string, string>? DeprecatedTopology { get; init; }

    [Field("nodeName", 6)]
    public string? NodeName { get; init; }

    [Field("zone", 7)]
    public string? Zone { get; init; }

    [Field("hints", 8)]
    public EndpointHints? Hints { get; init; }
}
