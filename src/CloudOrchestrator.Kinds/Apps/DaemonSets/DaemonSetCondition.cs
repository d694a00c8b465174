namespace CloudOrchestrator.Kinds.Apps.DaemonSets;

/// <summary>One aspect of a DaemonSet's state.</summary>
[ApiType("io.k8s.api.apps.v1.DaemonSetCondition")]
public sealed record DaemonSetCondition
{
    /// <summary>Which aspect.</summary>
    [Field("type", 1, Presence = Presence.Always, Required = true)]
    public string Type { get; init; } = "";

    /// <summary>True, False or Unknown.</summary>
    [Field("status", 2, Presence = Presence.Always, Required = true)]
    public string Status { get; init; } = "";

    /// <summary>When the status last changed.</summary>
    [Field("lastTransitionTime", 3, Presence = Presence.Always)]
    public DateTimeOffset? LastTransitionTime { get; init; }

    /// <summary>Machine-readable word for why it last changed.</summary>
    [Field("reason", 4, Presence = Presence.OmitEmpty)]
    public string? Reason { get; init; }

    /// <summary>Details of the last change, for people to read.</summary>
    [Field("message", 5, Presence = Presence.OmitEmpty)]
    public string? Message { get; init; }
}
