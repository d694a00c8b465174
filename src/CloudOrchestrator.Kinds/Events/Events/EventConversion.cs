namespace CloudOrchestrator.Kinds.Events.Events;

/// <summary>Converts between the two views of events. Stored is the core view; both views carry the same facts.</summary>
internal static class EventConversion
{
    private const string CoreVersion = "v1";
    private const string EventsVersion = "events.k8s.io/v1";

    // Core name, events.k8s.io name; in the order the core view declares its fields.
    private static readonly ImmutableArray<(string Core, string Events)> FieldNames =
    [
        ("involvedObject", "regarding"),
        ("reason", "reason"),
        ("message", "note"),
        ("source", "deprecatedSource"),
        ("firstTimestamp", "deprecatedFirstTimestamp"),
        ("lastTimestamp", "deprecatedLastTimestamp"),
        ("count", "deprecatedCount"),
        ("type", "type"),
        ("eventTime", "eventTime"),
        ("series", "series"),
        ("action", "action"),
        ("related", "related"),
        ("reportingComponent", "reportingController"),
        ("reportingInstance", "reportingInstance"),
    ];

    /// <summary>The core view of an event.</summary>
    public static JsonObject ToCore(JsonObject value)
    {
        var core = Start(value, CoreVersion);
        foreach (var (coreName, eventsName) in FieldNames)
            Copy(value, eventsName, core, coreName);
        // The core view always shows who reported, the other leaves empty texts out.
        core.Default("reportingComponent", "");
        core.Default("reportingInstance", "");
        return core;
    }

    /// <summary>The events.k8s.io view of an event.</summary>
    public static JsonObject FromCore(JsonObject core)
    {
        var value = Start(core, EventsVersion);
        foreach (var (coreName, eventsName) in FieldNames)
            Copy(core, coreName, value, eventsName);
        RemoveEmptyText(value, "reportingController");
        RemoveEmptyText(value, "reportingInstance");
        return value;
    }

    /// <summary>The core view of a typed event.</summary>
    public static Event ToCore(EventsEvent value) => ObjectJson.Deserialize<Event>(ToCore(ObjectJson.ToJsonObject(value)));

    private static JsonObject Start(JsonObject source, string apiVersion) => new()
    {
        ["kind"] = "Event",
        ["apiVersion"] = apiVersion,
        ["metadata"] = source["metadata"]?.DeepClone() ?? new JsonObject(),
    };

    private static void Copy(JsonObject source, string sourceName, JsonObject target, string targetName)
    {
        if (source.TryGetPropertyValue(sourceName, out var field))
            target[targetName] = field?.DeepClone();
    }

    private static void RemoveEmptyText(JsonObject value, string name)
    {
        if (value.Text(name).Length == 0)
            value.Remove(name);
    }
}
