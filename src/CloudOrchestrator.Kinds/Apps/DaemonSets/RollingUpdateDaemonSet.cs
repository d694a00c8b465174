namespace CloudOrchestrator.Kinds.Apps.DaemonSets;

/// <summary>Limits of a DaemonSet's rolling update.</summary>
[ApiType("io.k8s.api.apps.v1.RollingUpdateDaemonSet")]
public sealed record RollingUpdateDaemonSet
{
    /// <summary>Most pods that may be unavailable during the update, as a number or a percentage of the nodes (rounded up); 1 by default.</summary>
    [Field("maxUnavailable", 1)]
    public IntOrString? MaxUnavailable { get; init; }

    /// <summary>
    /// Most nodes that may run an old and a new pod at once, as a number or a percentage of the nodes (rounded up); 0 by default, which deletes the old
    /// pod first.
    /// </summary>
    [Field("maxSurge", 2)]
    public IntOrString? MaxSurge { get; init; }
}
