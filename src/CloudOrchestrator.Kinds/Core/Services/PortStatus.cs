namespace CloudOrchestrator.Kinds.Core.Services;

/// <summary>State of a port of a load balancer.</summary>
[ApiType("io.k8s.api.core.v1.PortStatus")]
public sealed record PortStatus
{
    /// <summary>The port's number.</summary>
    [Field("port", 1, Presence = Presence.Always, Required = true)]
    public int Port { get; init; }

    /// <summary>TCP, UDP or SCTP.</summary>
    [Field("protocol", 2, Presence = Presence.Always, Required = true)]
    public string Protocol { get; init; } = "";

    /// <summary>What is wrong with the port, as a word in CamelCase, prefixed by a domain if it is not Kubernetes' own.</summary>
    [Field("error", 3)]
    public string? Error { get; init; }
}
