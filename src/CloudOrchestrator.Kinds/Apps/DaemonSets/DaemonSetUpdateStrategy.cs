namespace CloudOrchestrator.Kinds.Apps.DaemonSets;

/// <summary>How a DaemonSet replaces its pods.</summary>
[ApiType("io.k8s.api.apps.v1.DaemonSetUpdateStrategy")]
public sealed record DaemonSetUpdateStrategy
{
    /// <summary>RollingUpdate (the default) replaces pods by itself; OnDelete waits until you delete them.</summary>
    [Field("type", 1, Presence = Presence.OmitEmpty, Default = "\"RollingUpdate\"")]
    public string? Type { get; init; }

    /// <summary>Limits of a rolling update; only with type RollingUpdate.</summary>
    [Field("rollingUpdate", 2)]
    public RollingUpdateDaemonSet? RollingUpdate { get; init; }
}
