namespace CloudOrchestrator.Kinds.Core.Services;

[ApiType("io.k8s.api.core.v1.LoadBalancerIngress")]
public sealed record LoadBalancerIngress
{
    [Field("ip", 1, Presence = Presence.OmitEmpty)]
    public string? Ip { get; init; }

    [Field("hostname", 2, Presence = Presence.OmitEmpty)]
    public string? Hostname { get; init; }

    [Field("ipMode", 3)]
    public string? IpMode { get; init; }

    [Field("ports", 4, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<PortStatus>? Ports { get; init; }
}
