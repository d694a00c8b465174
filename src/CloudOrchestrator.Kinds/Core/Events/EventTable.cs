namespace CloudOrchestrator.Kinds.Core.Events;

/// <summary>How Events are listed.</summary>
internal static class EventTable
{
    public static IReadOnlyList<TableColumn> Columns { get; } =
    [
        Column.Text("Last Seen", "Time since the event last happened."),
        Column.Text("Type", "Normal or Warning."),
        Column.Text("Reason", "Short reason."),
        Column.Text("Object", "What the event is about."),
        Column.Wide("Subobject", "The part of the object."),
        Column.Wide("Source", "Who reported it."),
        Column.Text("Message", "What happened."),
        Column.Wide("First Seen", "Time since the event first happened."),
        Column.Wide("Count", "How often it happened."),
        new("Name", "string", "name", "Name of the event.", 1),
    ];

    public static IReadOnlyList<JsonNode?> Print(Event value, DateTimeOffset now)
    {
        var firstSeen = Cell.Age(value.FirstTimestamp ?? value.EventTime, now);
        var lastSeen = value.LastTimestamp is { } last ? Cell.Age(last, now) : firstSeen;
        var count = value.Count is > 0 and var counted ? counted : 1;
        if (value.Series is { } series)
        {
            lastSeen = Cell.Age(series.LastObservedTime, now);
            count = series.Count ?? 0;
        }

        return
        [
            lastSeen,
            value.Type ?? "",
            value.Reason ?? "",
            Target(value.InvolvedObject),
            value.InvolvedObject.FieldPath ?? "",
            Source(value),
            (value.Message ?? "").Trim(),
            firstSeen,
            count,
            value.Metadata.Name,
        ];
    }

    private static string Target(ObjectReference target)
    {
        var kind = (target.Kind ?? "").ToLowerInvariant();
        return string.IsNullOrEmpty(target.Name) ? kind : $"{kind}/{target.Name}";
    }

    private static string Source(Event value)
    {
        var component = FirstFilled(value.Source?.Component, value.ReportingComponent);
        var host = FirstFilled(value.Source?.Host, value.ReportingInstance);
        return host.Length == 0 ? component : $"{component}, {host}";
    }

    private static string FirstFilled(string? first, string? second) => string.IsNullOrEmpty(first) ? second ?? "" : first;
}
