namespace CloudOrchestrator.Kinds.Core.Secrets;

/// <summary>The kind Secret as the server serves it.</summary>
internal sealed class SecretKind : KindDescriptor<Secret>
{
    public override GroupVersionKind GroupVersionKind { get; } = new("", "v1", "Secret");

    public override KindNames Names { get; } = new("secrets", "secret", [], []);

    public override IReadOnlyList<TableColumn> Columns => SecretTable.Columns;

    public override IReadOnlyDictionary<string, Func<JsonObject, string>> SelectableFields { get; } = new Dictionary<string, Func<JsonObject, string>>
    {
        ["type"] = value => value.Text("type"),
    }.ToImmutableDictionary(StringComparer.Ordinal);

    public override void ApplyDefaults(JsonObject value, JsonObject? old) => SecretDefaults.Apply(value);

    public override bool IsSound(JsonObject value) => SecretValidation.IsSound(value);

    protected override IEnumerable<FieldError> Validate(Secret value) => SecretValidation.Validate(value);

    protected override IEnumerable<FieldError> ValidateChange(Secret value, Secret old) => SecretValidation.ValidateChange(value, old);

    protected override bool ChangeFirst => true;

    protected override IReadOnlyList<JsonNode?> Print(Secret value, DateTimeOffset now) => SecretTable.Print(value, now);
}
