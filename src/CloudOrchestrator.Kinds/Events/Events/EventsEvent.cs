namespace CloudOrchestrator.Kinds.Events.Events;

/// <summary>A report of something that happened to an object. Kept for a limited time; not to be relied upon.</summary>
[ApiType("io.k8s.api.events.v1.Event")]
public sealed record EventsEvent : IKubernetesObject
{
    /// <summary>Kind of the object; cannot be changed.</summary>
    [Field("kind", 0)]
    public string? Kind { get; init; }

    /// <summary>Group and version that the object is written in, such as apps/v1.</summary>
    [Field("apiVersion", 0)]
    public string? ApiVersion { get; init; }

    /// <summary>The object's name, labels, annotations and history.</summary>
    [Field("metadata", 1, Presence = Presence.Always)]
    public ObjectMeta Metadata { get; init; } = new();

    /// <summary>When it was first seen, to the microsecond.</summary>
    [Field("eventTime", 2, Presence = Presence.Always, Format = FieldFormat.MicroTime, Required = true)]
    public DateTimeOffset? EventTime { get; init; }

    /// <summary>How often and until when it was repeated; unset for a single event.</summary>
    [Field("series", 3)]
    public EventsEventSeries? Series { get; init; }

    /// <summary>Name of the reporting controller, such as kubernetes.io/kubelet.</summary>
    [Field("reportingController", 4, Presence = Presence.OmitEmpty)]
    public string? ReportingController { get; init; }

    /// <summary>Which instance of the controller reports it.</summary>
    [Field("reportingInstance", 5, Presence = Presence.OmitEmpty)]
    public string? ReportingInstance { get; init; }

    /// <summary>What was done or failed, as a machine-readable word.</summary>
    [Field("action", 6, Presence = Presence.OmitEmpty)]
    public string? Action { get; init; }

    /// <summary>Why it was done, as a machine-readable word.</summary>
    [Field("reason", 7, Presence = Presence.OmitEmpty)]
    public string? Reason { get; init; }

    /// <summary>The object the event is about.</summary>
    [Field("regarding", 8, Presence = Presence.Always)]
    public ObjectReference? Regarding { get; init; }

    /// <summary>A second object, for actions that concern two.</summary>
    [Field("related", 9)]
    public ObjectReference? Related { get; init; }

    /// <summary>What happened, for people to read; at most 1 KiB.</summary>
    [Field("note", 10, Presence = Presence.OmitEmpty)]
    public string? Note { get; init; }

    /// <summary>Normal or Warning.</summary>
    [Field("type", 11, Presence = Presence.OmitEmpty)]
    public string? Type { get; init; }

    /// <summary>The source in the older core/v1 form.</summary>
    [Field("deprecatedSource", 12, Presence = Presence.Always)]
    public EventSource? DeprecatedSource { get; init; }

    /// <summary>The first time in the older core/v1 form.</summary>
    [Field("deprecatedFirstTimestamp", 13, Presence = Presence.Always)]
    public DateTimeOffset? DeprecatedFirstTimestamp { get; init; }

    /// <summary>The last time in the older core/v1 form.</summary>
    [Field("deprecatedLastTimestamp", 14, Presence = Presence.Always)]
    public DateTimeOffset? DeprecatedLastTimestamp { get; init; }

    /// <summary>The count in the older core/v1 form.</summary>
    [Field("deprecatedCount", 15, Presence = Presence.OmitEmpty)]
    public int? DeprecatedCount { get; init; }
}
