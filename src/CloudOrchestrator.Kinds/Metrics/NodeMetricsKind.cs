namespace CloudOrchestrator.Kinds.Metrics;

/// <summary>The kind NodeMetrics as the server serves it.</summary>
internal sealed class NodeMetricsKind : KindDescriptor<NodeMetrics>
{
    public override GroupVersionKind GroupVersionKind { get; } = new("metrics.k8s.io", "v1beta1", "NodeMetrics");

    public override KindNames Names { get; } = new("nodes", "node", [], []);

    public override IReadOnlyList<TableColumn> Columns => NodeMetricsTable.Columns;

    public override bool Namespaced => false;

    public override IReadOnlyList<string> Verbs => VerbSets.ReadOnly;

    public override bool Stored => false;

    protected override IReadOnlyList<JsonNode?> Print(NodeMetrics value, DateTimeOffset now) => NodeMetricsTable.Print(value, now);
}
