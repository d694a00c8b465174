namespace CloudOrchestrator.Kinds.Apps.DaemonSets;

/// <summary>The kind DaemonSet as the server serves it.</summary>
internal sealed class DaemonSetKind : KindDescriptor<DaemonSet>
{
    public override GroupVersionKind GroupVersionKind { get; } = new("apps", "v1", "DaemonSet");

    public override KindNames Names { get; } = new("daemonsets", "daemonset", ["ds"], ["all"]);

    public override IReadOnlyList<TableColumn> Columns => DaemonSetTable.Columns;

    public override bool HasStatus => true;

    public override void ApplyDefaults(JsonObject value, JsonObject? old) => DaemonSetDefaults.Apply(value);

    protected override JsonObject NewStatus() => new()
    {
        ["currentNumberScheduled"] = 0,
        ["numberMisscheduled"] = 0,
        ["desiredNumberScheduled"] = 0,
        ["numberReady"] = 0,
    };

    protected override IEnumerable<FieldError> Validate(DaemonSet value) => DaemonSetValidation.Validate(value);

    protected override IEnumerable<FieldError> ValidateChange(DaemonSet value, DaemonSet old) => DaemonSetValidation.ValidateChange(value, old);

    protected override IEnumerable<FieldError> ValidateStatus(DaemonSet value, DaemonSet old) => DaemonSetValidation.ValidateStatus(value, old);

    public override IReadOnlyList<string> Warnings(JsonObject value) =>
        PodWarnings.Of(value.Object("spec").Object("template").Object("spec"), "spec.template.spec");

    protected override IReadOnlyList<JsonNode?> Print(DaemonSet value, DateTimeOffset now) => DaemonSetTable.Print(value, now);
}
