namespace CloudOrchestrator.Kinds.Core.Namespaces;

/// <summary>The kind Namespace as the server serves it.</summary>
internal sealed class NamespaceKind : KindDescriptor<Namespace>
{
    public override GroupVersionKind GroupVersionKind { get; } = new("", "v1", "Namespace");

    public override KindNames Names { get; } = new("namespaces", "namespace", ["ns"], []);

    public override IReadOnlyList<TableColumn> Columns => NamespaceTable.Columns;

    public override bool Namespaced => false;

    public override IReadOnlyList<string> Verbs => VerbSets.AllSingle;

    public override bool HasStatus => true;

    public override bool TracksGeneration => false;

    public override NameRule NameRule => NameRule.DnsLabel;

    public override IReadOnlyList<SubresourceNames> Subresources { get; } =
    [
        new("finalize", new("", "v1", "Namespace"), VerbSets.UpdateOnly),
    ];

    public override IReadOnlyDictionary<string, Func<JsonObject, string>> SelectableFields { get; } = new Dictionary<string, Func<JsonObject, string>>
    {
        ["status.phase"] = value => value.Object("status").Text("phase"),
    }.ToImmutableDictionary(StringComparer.Ordinal);

    public override void ApplyDefaults(JsonObject value, JsonObject? old) => NamespaceStrategy.LabelWithName(value);

    public override void PrepareForCreate(JsonObject value) => NamespaceStrategy.PrepareForCreate(value);

    public override void PrepareForUpdate(JsonObject value, JsonObject old)
    {
        base.PrepareForUpdate(value, old);
        NamespaceStrategy.PrepareForUpdate(value, old);
    }

    public override void PrepareForSubresourceUpdate(string subresource, JsonObject value, JsonObject old) => CopyField("status", old, value);

    public override IReadOnlyList<FieldError> ValidateSubresourceUpdate(string subresource, IKubernetesObject value, IKubernetesObject old) =>
        NamespaceValidation.ValidateFinalize((Namespace)value);

    protected override IEnumerable<FieldError> Validate(Namespace value) => NamespaceValidation.Validate(value);

    protected override IEnumerable<FieldError> ValidateStatus(Namespace value, Namespace old) => NamespaceValidation.ValidateStatus(value);

    protected override IReadOnlyList<JsonNode?> Print(Namespace value, DateTimeOffset now) => NamespaceTable.Print(value, now);
}
