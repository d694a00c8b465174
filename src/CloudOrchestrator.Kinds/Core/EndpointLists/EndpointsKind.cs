namespace CloudOrchestrator.Kinds.Core.EndpointLists;

/// <summary>The kind Endpoints as the server serves it.</summary>
internal sealed class EndpointsKind : KindDescriptor<Endpoints>
{
    public override GroupVersionKind GroupVersionKind { get; } = new("", "v1", "Endpoints");

    public override KindNames Names { get; } = new("endpoints", "endpoints", ["ep"], []);

    public override IReadOnlyList<TableColumn> Columns => EndpointsTable.Columns;

    public override bool AllowCreateOnUpdate => true;

    protected override IEnumerable<FieldError> Validate(Endpoints value) => EndpointsValidation.Validate(value);

    protected override IReadOnlyList<JsonNode?> Print(Endpoints value, DateTimeOffset now) => EndpointsTable.Print(value, now);
}
