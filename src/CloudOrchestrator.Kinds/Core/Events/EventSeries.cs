namespace CloudOrchestrator.Kinds.Core.Events;

/// <summary>The repetitions of an event.</summary>
[ApiType("io.k8s.api.core.v1.EventSeries")]
public sealed record EventSeries
{
    /// <summary>Number of repetitions until now.</summary>
    [Field("count", 1, Presence = Presence.OmitEmpty)]
    public int? Count { get; init; }

    /// <summary>When it was last repeated.</summary>
    [Field("lastObservedTime", 2, Presence = Presence.Always, Format = FieldFormat.MicroTime, Required = true)]
    public DateTimeOffset? LastObservedTime { get; init; }
}
