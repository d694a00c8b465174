namespace CloudOrchestrator.Kinds.Core.Nodes;

/// <summary>The kind Node as the server serves it.</summary>
internal sealed class NodeKind : KindDescriptor<Node>
{
    public override GroupVersionKind GroupVersionKind { get; } = new("", "v1", "Node");

    public override KindNames Names { get; } = new("nodes", "node", ["no"], []);

    public override IReadOnlyList<TableColumn> Columns => NodeTable.Columns;

    public override bool Namespaced => false;

    public override bool HasStatus => true;

    public override bool TracksGeneration => false;

    public override IReadOnlyList<SubresourceNames> Subresources { get; } =
    [
        new("proxy", new("", "v1", "NodeProxyOptions"), VerbSets.Proxy),
    ];

    public override IReadOnlyDictionary<string, Func<JsonObject, string>> SelectableFields { get; } = new Dictionary<string, Func<JsonObject, string>>
    {
        ["spec.unschedulable"] = value => value.Object("spec").IsTrue("unschedulable") ? "true" : "false",
    }.ToImmutableDictionary(StringComparer.Ordinal);

    public override void ApplyDefaults(JsonObject value, JsonObject? old) => NodeDefaults.Apply(value);

    // A node agent registers its node together with the status it has observed.
    public override void PrepareForCreate(JsonObject value) => value.ObjectOrNew("status");

    protected override IEnumerable<FieldError> Validate(Node value) => NodeValidation.Validate(value);

    protected override IEnumerable<FieldError> ValidateNew(Node value) => NodeValidation.ValidateNew(value);

    protected override IEnumerable<FieldError> ValidateChange(Node value, Node old) => NodeValidation.ValidateChange(value, old);

    protected override IEnumerable<FieldError> ValidateStatus(Node value, Node old) => [.. NodeValidation.Validate(value), .. NodeValidation.ValidateChange(value, old)];

    public override bool KeepsStatusOnCreate => true;

    protected override IReadOnlyList<JsonNode?> Print(Node value, DateTimeOffset now) => NodeTable.Print(value, now);
}
