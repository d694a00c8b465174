namespace CloudOrchestrator.Kinds.Core.Events;

[ApiType("io.k8s.api.core.v1.Event")]
public sealed record Event : IKubernetesObject
{
    [Field("kind", 0)]
    public string? Kind { get; init; }

    [Field("apiVersion", 0)]
    public string? ApiVersion { get; init; }

    [Field("metadata", 1, Presence = Presence.Always, Required = true)]
    public ObjectMeta Metadata { get; init; } = new();

    [Field("involvedObject", 2, Presence = Presence.Always, Required = true)]
    public ObjectReference InvolvedObject { get; init; } = new();

    [Field("reason", 3, Presence = Presence.OmitEmpty)]
    public string? Reason { get; init; }

    [Field("message", 4, Presence = Presence.OmitEmpty)]
    public string? Message { get; init; }

    [Field("source", 5, Presence = Presence.Always)]
    public EventSource? Source { get; init; }

    [Field("firstTimestamp", 6, Presence = Presence.Always)]
    public DateTimeOffset? FirstTimestamp { get; init; }

    [Field("lastTimestamp", 7, Presence = Presence.Always)]
    public DateTimeOffset? LastTimestamp { get; init; }

    [Field("count", 8, Presence = Presence.OmitEmpty)]
    public int? Count { get; init; }

    [Field("type", 9, Presence = Presence.OmitEmpty)]
    public string? Type { get; init; }

    [Field("eventTime", 10, Presence = Presence.Always, Format = FieldFormat.MicroTime)]
    public DateTimeOffset? EventTime { get; init; }

    [Field("series", 11)]
    public EventSeries? Series { get; init; }

    [Field("action", 12, Presence = Presence.OmitEmpty)]
    public string? Action { get; init; }

    [Field("related", 13)]
    public ObjectReference? Related { get; init; }

    [Field("reportingComponent", 14, Presence = Presence.Always, Required = true)]
    public string ReportingComponent { get; init; } = "";

    [Field("reportingInstance", 15, Presence = Presence.Always, Required = true)]
    public string ReportingInstance { get; init; } = "";
}
