namespace CloudOrchestrator.Kinds.Core.EndpointLists;

[ApiType("io.k8s.api.core.v1.EndpointAddress")]
public sealed record EndpointAddress
{
    [Field("ip", 1, Presence = Presence.Always, Required = true)]
    public string Ip { get; init; } = "";

    [Field("hostname", 3, Presence = Presence.OmitEmpty)]
    public string? Hostname { get; init; }

    [Field("nodeName", 4)]
    public string? NodeName { get; init; }

    [Field("targetRef", 2)]
    public ObjectReference? TargetRef { get; init; }
}
