namespace CloudOrchestrator.Kinds.Coordination.Leases;

/// <summary>The kind Lease as the server serves it.</summary>
internal sealed class LeaseKind : KindDescriptor<Lease>
{
    public override GroupVersionKind GroupVersionKind { get; } = new("coordination.k8s.io", "v1", "Lease");

    public override KindNames Names { get; } = new("leases", "lease", [], []);

    public override IReadOnlyList<TableColumn> Columns => LeaseTable.Columns;

    public override bool AllowCreateOnUpdate => true;

    protected override IEnumerable<FieldError> Validate(Lease value) => LeaseValidation.Validate(value);

    protected override IReadOnlyList<JsonNode?> Print(Lease value, DateTimeOffset now) => LeaseTable.Print(value, now);
}
