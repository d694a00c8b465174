namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>An address of the node that a pod runs on.</summary>
[ApiType("io.k8s.api.core.v1.HostIP")]
public sealed record HostIP
{
    /// <summary>The address.</summary>
    [Field("ip", 1, Presence = Presence.Always, Required = true)]
    public string Ip { get; init; } = "";
}
