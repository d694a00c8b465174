namespace CloudOrchestrator.Kinds.Events.Events;

/// <summary>The repetitions of an event.</summary>
[ApiType("io.k8s.api.events.v1.EventSeries")]
public sealed record EventsEventSeries
{
    /// <summary>Number of repetitions until now.</summary>
    [Field("count", 1, Presence = Presence.Always, Required = true)]
    public int Count { get; init; }

    /// <summary>When it was last repeated.</summary>
    [Field("lastObservedTime", 2, Presence = Presence.Always, Format = FieldFormat.MicroTime, Required = true)]
    public DateTimeOffset? LastObservedTime { get; init; }
}
