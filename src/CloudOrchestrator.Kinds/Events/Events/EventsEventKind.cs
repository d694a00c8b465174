namespace CloudOrchestrator.Kinds.Events.Events;

/// <summary>The events.k8s.io view of Event; the objects are those of the core view.</summary>
internal sealed class EventsEventKind : KindDescriptor<EventsEvent>
{
    public override GroupVersionKind GroupVersionKind { get; } = new("events.k8s.io", "v1", "Event");

    public override KindNames Names { get; } = new("events", "event", ["ev"], []);

    public override string Stream => "events";

    public override bool AllowCreateOnUpdate => true;

    public override IReadOnlyList<TableColumn> Columns => EventsEventTable.Columns;

    public override JsonObject ToStored(JsonObject value) => EventConversion.ToCore(value);

    public override JsonObject FromStored(JsonObject stored) => EventConversion.FromCore(stored);

    protected override IEnumerable<FieldError> Validate(EventsEvent value) => EventValidation.Validate(EventConversion.ToCore(value), "reportingController");

    protected override IEnumerable<FieldError> ValidateNew(EventsEvent value) => EventValidation.ValidateStrictly(EventConversion.ToCore(value));

    protected override IEnumerable<FieldError> ValidateChange(EventsEvent value, EventsEvent old) =>
        EventValidation.ValidateChangeStrictly(EventConversion.ToCore(value), EventConversion.ToCore(old));

    protected override IReadOnlyList<JsonNode?> Print(EventsEvent value, DateTimeOffset now) => EventsEventTable.Print(value, now);
}
