namespace CloudOrchestrator.Kinds.Core.Nodes;

/// <summary>An address of a node.</summary>
[ApiType("io.k8s.api.core.v1.NodeAddress")]
public sealed record NodeAddress
{
    /// <summary>Hostname, InternalIP, ExternalIP, InternalDNS or ExternalDNS.</summary>
    [Field("type", 1, Presence = Presence.Always, Required = true)]
    public string Type { get; init; } = "";

    /// <summary>The address.</summary>
    [Field("address", 2, Presence = Presence.Always, Required = true)]
    public string Address { get; init; } = "";
}
