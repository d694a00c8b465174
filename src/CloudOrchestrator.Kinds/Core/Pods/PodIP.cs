namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>An address of a pod.</summary>
[ApiType("io.k8s.api.core.v1.PodIP")]
public sealed record PodIP
{
    /// <summary>The address.</summary>
    [Field("ip", 1, Presence = Presence.Always, Required = true)]
    public string Ip { get; init; } = "";
}
