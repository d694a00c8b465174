namespace CloudOrchestrator.Kinds.Apps.Deployments;

/// <summary>How a Deployment replaces old pods by new ones.</summary>
[ApiType("io.k8s.api.apps.v1.DeploymentStrategy")]
public sealed record DeploymentStrategy
{
    /// <summary>RollingUpdate (the default) replaces pods step by step; Recreate stops all old pods before new ones start.</summary>
    [Field("type", 1, Presence = Presence.OmitEmpty, Default = "\"RollingUpdate\"")]
    public string? Type { get; init; }

    /// <summary>Limits of a rolling update; only with type RollingUpdate.</summary>
    [Field("rollingUpdate", 2)]
    public RollingUpdateDeployment? RollingUpdate { get; init; }
}
