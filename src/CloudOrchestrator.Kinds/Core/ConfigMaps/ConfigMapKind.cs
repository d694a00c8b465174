namespace CloudOrchestrator.Kinds.Core.ConfigMaps;

/// <summary>The kind ConfigMap as the server serves it.</summary>
internal sealed class ConfigMapKind : KindDescriptor<ConfigMap>
{
    public override GroupVersionKind GroupVersionKind { get; } = new("", "v1", "ConfigMap");

    public override KindNames Names { get; } = new("configmaps", "configmap", ["cm"], []);

    public override IReadOnlyList<TableColumn> Columns => ConfigMapTable.Columns;

    public override bool IsSound(JsonObject value) => ConfigMapValidation.IsSound(value);

    protected override IEnumerable<FieldError> Validate(ConfigMap value) => ConfigMapValidation.Validate(value);

    protected override IEnumerable<FieldError> ValidateChange(ConfigMap value, ConfigMap old) => ConfigMapValidation.ValidateChange(value, old);

    protected override bool ChangeFirst => true;

    protected override IReadOnlyList<JsonNode?> Print(ConfigMap value, DateTimeOffset now) => ConfigMapTable.Print(value, now);
}
