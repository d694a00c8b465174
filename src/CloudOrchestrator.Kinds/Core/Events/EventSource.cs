namespace CloudOrchestrator.Kinds.Core.Events;

/// <summary>Who reports an event.</summary>
[ApiType("io.k8s.api.core.v1.EventSource")]
public sealed record EventSource
{
    /// <summary>Component that reports it.</summary>
    [Field("component", 1, Presence = Presence.OmitEmpty)]
    public string? Component { get; init; }

    /// <summary>Node it is reported from.</summary>
    [Field("host", 2, Presence = Presence.OmitEmpty)]
    public string? Host { get; init; }
}
