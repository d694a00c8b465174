namespace CloudOrchestrator.Kinds.Apps.Deployments;

/// <summary>Limits of a Deployment's rolling update.</summary>
[ApiType("io.k8s.api.apps.v1.RollingUpdateDeployment")]
public sealed record RollingUpdateDeployment
{
    /// <summary>
    /// How many of the wanted pods may be unavailable during the update, as a number or a percentage (rounded down); 25% by default. Not 0 when maxSurge
    /// is 0.
    /// </summary>
    [Field("maxUnavailable", 1)]
    public IntOrString? MaxUnavailable { get; init; }

    /// <summary>
    /// How many pods may run above the wanted number, as a number or a percentage (rounded up); 25% by default. Not 0 when maxUnavailable is 0.
    /// </summary>
    [Field("maxSurge", 2)]
    public IntOrString? MaxSurge { get; init; }
}
