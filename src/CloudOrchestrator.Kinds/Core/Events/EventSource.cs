namespace CloudOrchestrator.Kinds.Core.Events;

[ApiType("io.k8s.api.core.v1.EventSource")]
public sealed record EventSource
{
    [Field("component", 1, Presence = Presence.OmitEmpty)]
    public string? Component { get; init; }

    [Field("host", 2, Presence = Presence.OmitEmpty)]
    public string? Host { get; init; }
}
