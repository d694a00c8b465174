namespace CloudOrchestrator.Kinds.Core.Bindings;

/// <summary>The kind Binding as the server serves it.</summary>
internal sealed class BindingKind : KindDescriptor<Binding>
{
    public override GroupVersionKind GroupVersionKind { get; } = new("", "v1", "Binding");

    public override KindNames Names { get; } = new("bindings", "binding", [], []);

    public override IReadOnlyList<TableColumn> Columns => DefaultTable.Columns;

    public override IReadOnlyList<string> Verbs => VerbSets.CreateOnly;

    public override bool Stored => false;

    protected override IEnumerable<FieldError> Validate(Binding value) => BindingValidation.Validate(value);

    protected override IReadOnlyList<JsonNode?> Print(Binding value, DateTimeOffset now) => DefaultTable.Print(value);
}
