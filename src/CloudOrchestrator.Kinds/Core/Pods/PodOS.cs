namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>The operating system of a pod's containers.</summary>
[ApiType("io.k8s.api.core.v1.PodOS")]
public sealed record PodOS
{
    /// <summary>linux or windows.</summary>
    [Field("name", 1, Presence = Presence.Always, Required = true)]
    public string Name { get; init; } = "";
}
