namespace CloudOrchestrator.Kinds.Core.EndpointLists;

/// <summary>An address that a Service leads to.</summary>
[ApiType("io.k8s.api.core.v1.EndpointAddress")]
public sealed record EndpointAddress
{
    /// <summary>The IP address; loopback, link-local and multicast addresses are not allowed.</summary>
    [Field("ip", 1, Presence = Presence.Always, Required = true)]
    public string Ip { get; init; } = "";

    /// <summary>Host name under which DNS knows this address below the Service's name.</summary>
    [Field("hostname", 3, Presence = Presence.OmitEmpty)]
    public string? Hostname { get; init; }

    /// <summary>Node that hosts the endpoint.</summary>
    [Field("nodeName", 4)]
    public string? NodeName { get; init; }

    /// <summary>Object, usually a pod, that the address belongs to.</summary>
    [Field("targetRef", 2)]
    public ObjectReference? TargetRef { get; init; }
}
