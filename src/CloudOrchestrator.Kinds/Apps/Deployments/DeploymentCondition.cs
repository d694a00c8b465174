namespace CloudOrchestrator.Kinds.Apps.Deployments;

[ApiType("io.k8s.api.apps.v1.DeploymentCondition")]
public sealed record DeploymentCondition
{
    [Field("type", 1, Presence = Presence.Always, Required = true)]
    public string Type { get; init; } = "";

    [Field("status", 2, Presence = Presence.Always, Required = true)]
    public string Status { get; init; } = "";

    [Field("lastUpdateTime", 6, Presence = Presence.Always)]
    public DateTimeOffset? LastUpdateTime { get; init; }

    [Field("lastTransitionTime", 7, Presence = Presence.Always)]
    public DateTimeOffset? LastTransitionTime { get; init; }

    [Field("reason", 4, Presence = Presence.OmitEmpty)]
    public string? Reason { get; init; }

    [Field("message", 5, Presence = Presence.OmitEmpty)]
    public string? Message { get; init; }
}
