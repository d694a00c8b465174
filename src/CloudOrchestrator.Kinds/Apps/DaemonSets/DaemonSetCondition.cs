namespace CloudOrchestrator.Kinds.Apps.DaemonSets;

[ApiType("io.k8s.api.apps.v1.DaemonSetCondition")]
public sealed record DaemonSetCondition
{
    [Field("type", 1, Presence = Presence.Always, Required = true)]
    public string Type { get; init; } = "";

    [Field("status", 2, Presence = Presence.Always, Required = true)]
    public string Status { get; init; } = "";

    [Field("lastTransitionTime", 3, Presence = Presence.Always)]
    public DateTimeOffset? LastTransitionTime { get; init; }

    [Field("reason", 4, Presence = Presence.OmitEmpty)]
    public string? Reason { get; init; }

    [Field("message", 5, Presence = Presence.OmitEmpty)]
    public string? Message { get; init; }
}
