namespace CloudOrchestrator.Kinds.Apps.DaemonSets;

/// <summary>The kind DaemonSet as the server serves it.</summary>
internal sealed class DaemonSetKind : KindDescriptor<DaemonSet>
{
    public override GroupVersionKind GroupVersionKind { get; } = new("apps", "v1", "DaemonSet");

    public override KindNames Names { get; } = new("daemonsets", "daemonset", ["ds"], ["all"]);

    public override IReadOnlyList<TableColumn> Columns => DaemonSetTable.Columns;

    public override bool HasStatus => true;

    protected override IReadOnlyList<JsonNode?> Print(DaemonSet value, DateTimeOffset now) => DaemonSetTable.Print(value, now);
}
