namespace CloudOrchestrator.Kinds.Core.Events;

/// <summary>The kind Event as the server serves it.</summary>
internal sealed class EventKind : KindDescriptor<Event>
{
    public override GroupVersionKind GroupVersionKind { get; } = new("", "v1", "Event");

    public override KindNames Names { get; } = new("events", "event", ["ev"], []);

    public override IReadOnlyList<TableColumn> Columns => EventTable.Columns;

    public override bool AllowCreateOnUpdate => true;

    public override IReadOnlyDictionary<string, Func<JsonObject, string>> SelectableFields { get; } = new Dictionary<string, Func<JsonObject, string>>
    {
        ["involvedObject.kind"] = value => value.Object("involvedObject").Text("kind"),
        ["involvedObject.namespace"] = value => value.Object("involvedObject").Text("namespace"),
        ["involvedObject.name"] = value => value.Object("involvedObject").Text("name"),
        ["involvedObject.uid"] = value => value.Object("involvedObject").Text("uid"),
        ["involvedObject.apiVersion"] = value => value.Object("involvedObject").Text("apiVersion"),
        ["involvedObject.resourceVersion"] = value => value.Object("involvedObject").Text("resourceVersion"),
        ["involvedObject.fieldPath"] = value => value.Object("involvedObject").Text("fieldPath"),
        ["reason"] = value => value.Text("reason"),
        ["reportingComponent"] = value => value.Text("reportingComponent"),
        ["source"] = value => SourceOf(value),
        ["type"] = value => value.Text("type"),
    }.ToImmutableDictionary(StringComparer.Ordinal);

    protected override IEnumerable<FieldError> Validate(Event value) => EventValidation.Validate(value, "reportingComponent");

    protected override IReadOnlyList<JsonNode?> Print(Event value, DateTimeOffset now) => EventTable.Print(value, now);

    // The reporting component stands in where the deprecated source is empty, as clients filter by either.
    private static string SourceOf(JsonObject value)
    {
        var component = value.Object("source").Text("component");
        return component.Length > 0 ? component : value.Text("reportingComponent");
    }
}
