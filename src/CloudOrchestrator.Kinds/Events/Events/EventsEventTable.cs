namespace CloudOrchestrator.Kinds.Events.Events;

/// <summary>How events of the events.k8s.io view are listed: as the core view lists them.</summary>
internal static class EventsEventTable
{
    public static IReadOnlyList<TableColumn> Columns => EventTable.Columns;

    public static IReadOnlyList<JsonNode?> Print(EventsEvent value, DateTimeOffset now) => EventTable.Print(EventConversion.ToCore(value), now);
}
