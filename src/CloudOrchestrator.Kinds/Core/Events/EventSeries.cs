namespace CloudOrchestrator.Kinds.Core.Events;

[ApiType("io.k8s.api.core.v1.EventSeries")]
public sealed record EventSeries
{
    [Field("count", 1, Presence = Presence.OmitEmpty)]
    public int? Count { get; init; }

    [Field("lastObservedTime", 2, Presence = Presence.Always, Format = FieldFormat.MicroTime, Required = true)]
    public DateTimeOffset? LastObservedTime { get; init; }
}
