namespace CloudOrchestrator.Kinds.Apps.ReplicaSets;

/// <summary>The kind ReplicaSet as the server serves it.</summary>
internal sealed class ReplicaSetKind : KindDescriptor<ReplicaSet>
{
    public override GroupVersionKind GroupVersionKind { get; } = new("apps", "v1", "ReplicaSet");

    public override KindNames Names { get; } = new("replicasets", "replicaset", ["rs"], ["all"]);

    public override IReadOnlyList<TableColumn> Columns => ReplicaSetTable.Columns;

    public override bool HasStatus => true;

    public override ScalePaths Scale { get; } = new("spec.replicas", "status.replicas", "spec.selector");

    public override IReadOnlyDictionary<string, Func<JsonObject, string>> SelectableFields { get; } = new Dictionary<string, Func<JsonObject, string>>
    {
        ["status.replicas"] = value => Cell.Digits(value.Object("status").Number("replicas") ?? 0),
    }.ToImmutableDictionary(StringComparer.Ordinal);

    public override void ApplyDefaults(JsonObject value, JsonObject? old) => ReplicaSetDefaults.Apply(value);

    protected override JsonObject NewStatus() => new() { ["replicas"] = 0 };

    protected override IEnumerable<FieldError> Validate(ReplicaSet value) => ReplicaSetValidation.Validate(value);

    protected override IEnumerable<FieldError> ValidateChange(ReplicaSet value, ReplicaSet old) => ReplicaSetValidation.ValidateChange(value, old);

    protected override IEnumerable<FieldError> ValidateStatus(ReplicaSet value, ReplicaSet old) => ReplicaSetValidation.ValidateStatus(value);

    public override IReadOnlyList<string> Warnings(JsonObject value) =>
        PodWarnings.Of(value.Object("spec").Object("template").Object("spec"), "spec.template.spec");

    protected override IReadOnlyList<JsonNode?> Print(ReplicaSet value, DateTimeOffset now) => ReplicaSetTable.Print(value, now);
}
