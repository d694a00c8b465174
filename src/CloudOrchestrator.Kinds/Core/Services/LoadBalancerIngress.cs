namespace CloudOrchestrator.Kinds.Core.Services;

/// <summary>An entry point of a load balancer.</summary>
[ApiType("io.k8s.api.core.v1.LoadBalancerIngress")]
public sealed record LoadBalancerIngress
{
    /// <summary>Its address.</summary>
    [Field("ip", 1, Presence = Presence.OmitEmpty)]
    public string? Ip { get; init; }

    /// <summary>Its host name.</summary>
    [Field("hostname", 2, Presence = Presence.OmitEmpty)]
    public string? Hostname { get; init; }

    /// <summary>VIP when packets arrive with the load balancer's address, Proxy when with the node's or pod's; only with ip.</summary>
    [Field("ipMode", 3)]
    public string? IpMode { get; init; }

    /// <summary>State of its ports.</summary>
    [Field("ports", 4, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<PortStatus>? Ports { get; init; }
}
