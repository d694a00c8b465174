namespace CloudOrchestrator.Kinds.Apps.DaemonSets;

[ApiType("io.k8s.api.apps.v1.DaemonSetUpdateStrategy")]
public sealed record DaemonSetUpdateStrategy
{
    [Field("type", 1, Presence = Presence.OmitEmpty, Default = "\"RollingUpdate\"")]
    public string? Type { get; init; }

    [Field("rollingUpdate", 2)]
    public RollingUpdateDaemonSet? RollingUpdate { get; init; }
}
