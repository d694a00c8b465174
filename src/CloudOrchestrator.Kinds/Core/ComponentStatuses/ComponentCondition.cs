namespace CloudOrchestrator.Kinds.Core.ComponentStatuses;

[ApiType("io.k8s.api.core.v1.ComponentCondition")]
public sealed record ComponentCondition
{
    [Field("type", 1, Presence = Presence.Always, Required = true)]
    public string Type { get; init; } = "";

    [Field("status", 2, Presence = Presence.Always, Required = true)]
    public string Status { get; init; } = "";

    [Field("message", 3, Presence = Presence.OmitEmpty)]
    public string? Message { get; init; }

    [Field("error", 4, Presence = Presence.OmitEmpty)]
    public string? Error { get; init; }
}
