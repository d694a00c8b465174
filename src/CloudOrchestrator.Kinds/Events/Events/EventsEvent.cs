namespace CloudOrchestrator.Kinds.Events.Events;

[ApiType("io.k8s.api.events.v1.Event")]
public sealed record EventsEvent : IKubernetesObject
{
    [Field("kind", 0)]
    public string? Kind { get; init; }

    [Field("apiVersion", 0)]
    public string? ApiVersion { get; init; }

    [Field("metadata", 1, Presence = Presence.Always)]
    public ObjectMeta Metadata { get; init; } = new();

    [Field("eventTime", 2, Presence = Presence.Always, Format = FieldFormat.MicroTime, Required = true)]
    public DateTimeOffset? EventTime { get; init; }

    [Field("series", 3)]
    public EventsEventSeries? Series { get; init; }

    [Field("reportingController", 4, Presence = Presence.OmitEmpty)]
    public string? ReportingController { get; init; }

    [Field("reportingInstance", 5, Presence = Presence.OmitEmpty)]
    public string? ReportingInstance { get; init; }

    [Field("action", 6, Presence = Presence.OmitEmpty)]
    public string? Action { get; init; }

    [Field("reason", 7, Presence = Presence.OmitEmpty)]
    public string? Reason { get; init; }

    [Field("regarding", 8, Presence = Presence.Always)]
    public ObjectReference? Regarding { get; init; }

    [Field("related", 9)]
    public ObjectReference? Related { get; init; }

    [Field("note", 10, Presence = Presence.OmitEmpty)]
    public string? Note { get; init; }

    [Field("type", 11, Presence = Presence.OmitEmpty)]
    public string? Type { get; init; }

    [Field("deprecatedSource", 12, Presence = Presence.Always)]
    public EventSource? DeprecatedSource { get; init; }

    [Field("deprecatedFirstTimestamp", 13, Presence = Presence.Always)]
    public DateTimeOffset? DeprecatedFirstTimestamp { get; init; }

    [Field("deprecatedLastTimestamp", 14, Presence = Presence.Always)]
    public DateTimeOffset? DeprecatedLastTimestamp { get; init; }

    [Field("deprecatedCount", 15, Presence = Presence.OmitEmpty)]
    public int? DeprecatedCount { get; init; }
}
