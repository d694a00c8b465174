namespace CloudOrchestrator.Kinds.Apps.DaemonSets;

[ApiType("io.k8s.api.apps.v1.RollingUpdateDaemonSet")]
public sealed record RollingUpdateDaemonSet
{
    [Field("maxUnavailable", 1)]
    public IntOrString? MaxUnavailable { get; init; }

    [Field("maxSurge", 2)]
    public IntOrString? MaxSurge { get; init; }
}
