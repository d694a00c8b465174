namespace CloudOrchestrator.Kinds.Core.ReplicationControllers;

/// <summary>The kind ReplicationController as the server serves it.</summary>
internal sealed class ReplicationControllerKind : KindDescriptor<ReplicationController>
{
    public override GroupVersionKind GroupVersionKind { get; } = new("", "v1", "ReplicationController");

    public override KindNames Names { get; } = new("replicationcontrollers", "replicationcontroller", ["rc"], ["all"]);

    public override IReadOnlyList<TableColumn> Columns => ReplicationControllerTable.Columns;

    public override bool HasStatus => true;

    public override ScalePaths Scale { get; } = new("spec.replicas", "status.replicas", "spec.selector");

    public override IReadOnlyDictionary<string, Func<JsonObject, string>> SelectableFields { get; } = new Dictionary<string, Func<JsonObject, string>>
    {
        ["status.replicas"] = value => Cell.Digits(value.Object("status").Number("replicas") ?? 0),
    }.ToImmutableDictionary(StringComparer.Ordinal);

    public override void ApplyDefaults(JsonObject value, JsonObject? old) => ReplicationControllerDefaults.Apply(value);

    protected override JsonObject NewStatus() => new() { ["replicas"] = 0 };

    protected override IEnumerable<FieldError> Validate(ReplicationController value) => ReplicationControllerValidation.Validate(value);

    protected override IEnumerable<FieldError> ValidateStatus(ReplicationController value, ReplicationController old) => ReplicationControllerValidation.ValidateStatus(value);

    public override IReadOnlyList<string> Warnings(JsonObject value) =>
        PodWarnings.Of(value.Object("spec").Object("template").Object("spec"), "spec.template.spec");

    protected override IReadOnlyList<JsonNode?> Print(ReplicationController value, DateTimeOffset now) => ReplicationControllerTable.Print(value, now);
}
