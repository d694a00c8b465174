namespace CloudOrchestrator.Kinds.Metrics;

/// <summary>The kind PodMetrics as the server serves it.</summary>
internal sealed class PodMetricsKind : KindDescriptor<PodMetrics>
{
    public override GroupVersionKind GroupVersionKind { get; } = new("metrics.k8s.io", "v1beta1", "PodMetrics");

    public override KindNames Names { get; } = new("pods", "pod", [], []);

    public override IReadOnlyList<TableColumn> Columns => PodMetricsTable.Columns;

    public override IReadOnlyList<string> Verbs => VerbSets.ReadOnly;

    public override bool Stored => false;

    protected override IReadOnlyList<JsonNode?> Print(PodMetrics value, DateTimeOffset now) => PodMetricsTable.Print(value, now);
}
