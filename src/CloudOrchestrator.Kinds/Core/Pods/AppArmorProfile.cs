namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>AppArmor confinement.</summary>
[ApiType("io.k8s.api.core.v1.AppArmorProfile")]
public sealed record AppArmorProfile
{
    /// <summary>Unconfined, RuntimeDefault, or Localhost for a profile loaded on the node.</summary>
    [Field("type", 1, Presence = Presence.Always, Required = true)]
    public string Type { get; init; } = "";

    /// <summary>Name of the profile loaded on the node; only and always with type Localhost.</summary>
    [Field("localhostProfile", 2)]
    public string? LocalhostProfile { get; init; }
}
