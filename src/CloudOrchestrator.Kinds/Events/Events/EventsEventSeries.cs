namespace CloudOrchestrator.Kinds.Events.Events;

[ApiType("io.k8s.api.events.v1.EventSeries")]
public sealed record EventsEventSeries
{
    [Field("count", 1, Presence = Presence.Always, Required = true)]
    public int Count { get; init; }

    [Field("lastObservedTime", 2, Presence = Presence.Always, Format = FieldFormat.MicroTime, Required = true)]
    public DateTimeOffset? LastObservedTime { get; init; }
}
