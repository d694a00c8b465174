namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>Host names for an address, added to the pod's /etc/hosts.</summary>
[ApiType("io.k8s.api.core.v1.HostAlias")]
public sealed record HostAlias
{
    /// <summary>The address.</summary>
    [Field("ip", 1, Presence = Presence.Always, Required = true)]
    public string Ip { get; init; } = "";

    /// <summary>Its names.</summary>
    [Field("hostnames", 2, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<string>? Hostnames { get; init; }
}
