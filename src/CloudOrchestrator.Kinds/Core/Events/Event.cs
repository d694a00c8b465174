namespace CloudOrchestrator.Kinds.Core.Events;

/// <summary>A report of something that happened to an object. Kept for a limited time; not to be relied upon.</summary>
[ApiType("io.k8s.api.core.v1.Event")]
public sealed record Event : IKubernetesObject
{
    /// <summary>Kind of the object; cannot be changed.</summary>
    [Field("kind", 0)]
    public string? Kind { get; init; }

    /// <summary>Group and version that the object is written in, such as apps/v1.</summary>
    [Field("apiVersion", 0)]
    public string? ApiVersion { get; init; }

    /// <summary>The object's name, labels, annotations and history.</summary>
    [Field("metadata", 1, Presence = Presence.Always, Required = true)]
    public ObjectMeta Metadata { get; init; } = new();

    /// <summary>The object the event is about.</summary>
    [Field("involvedObject", 2, Presence = Presence.Always, Required = true)]
    public ObjectReference InvolvedObject { get; init; } = new();

    /// <summary>Short machine-readable word for why it happened.</summary>
    [Field("reason", 3, Presence = Presence.OmitEmpty)]
    public string? Reason { get; init; }

    /// <summary>What happened, for people to read.</summary>
    [Field("message", 4, Presence = Presence.OmitEmpty)]
    public string? Message { get; init; }

    /// <summary>Who reports it.</summary>
    [Field("source", 5, Presence = Presence.Always)]
    public EventSource? Source { get; init; }

    /// <summary>When it was first seen.</summary>
    [Field("firstTimestamp", 6, Presence = Presence.Always)]
    public DateTimeOffset? FirstTimestamp { get; init; }

    /// <summary>When it was last seen.</summary>
    [Field("lastTimestamp", 7, Presence = Presence.Always)]
    public DateTimeOffset? LastTimestamp { get; init; }

    /// <summary>How often it has been seen.</summary>
    [Field("count", 8, Presence = Presence.OmitEmpty)]
    public int? Count { get; init; }

    /// <summary>Normal or Warning.</summary>
    [Field("type", 9, Presence = Presence.OmitEmpty)]
    public string? Type { get; init; }

    /// <summary>When it was first seen, to the microsecond.</summary>
    [Field("eventTime", 10, Presence = Presence.Always, Format = FieldFormat.MicroTime)]
    public DateTimeOffset? EventTime { get; init; }

    /// <summary>How often and until when it was repeated; unset for a single event.</summary>
    [Field("series", 11)]
    public EventSeries? Series { get; init; }

    /// <summary>What was done or failed, concerning the involved object.</summary>
    [Field("action", 12, Presence = Presence.OmitEmpty)]
    public string? Action { get; init; }

    /// <summary>A second object, for actions that concern two.</summary>
    [Field("related", 13)]
    public ObjectReference? Related { get; init; }

    /// <summary>Name of the reporting controller, such as kubernetes.io/kubelet.</summary>
    [Field("reportingComponent", 14, Presence = Presence.Always, Required = true)]
    public string ReportingComponent { get; init; } = "";

    /// <summary>Which instance of the controller reports it.</summary>
    [Field("reportingInstance", 15, Presence = Presence.Always, Required = true)]
    public string ReportingInstance { get; init; } = "";
}
