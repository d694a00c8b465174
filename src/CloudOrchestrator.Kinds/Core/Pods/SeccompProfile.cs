namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>Filter of system calls.</summary>
[ApiType("io.k8s.api.core.v1.SeccompProfile")]
public sealed record SeccompProfile
{
    /// <summary>Unconfined, RuntimeDefault, or Localhost for a profile in a file of the node.</summary>
    [Field("type", 1, Presence = Presence.Always, Required = true)]
    public string Type { get; init; } = "";

    /// <summary>File of the node, relative to the agent's seccomp directory; only and always with type Localhost.</summary>
    [Field("localhostProfile", 2)]
    public string? LocalhostProfile { get; init; }
}
