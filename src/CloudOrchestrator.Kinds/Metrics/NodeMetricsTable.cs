namespace CloudOrchestrator.Kinds.Metrics;

/// <summary>How the usage of nodes is listed.</summary>
internal static class NodeMetricsTable
{
    public static IReadOnlyList<TableColumn> Columns { get; } =
        [Column.Name, new("cpu", "string", "quantity"), new("memory", "string", "quantity"), new("Window", "string", "duration")];

    public static IReadOnlyList<JsonNode?> Print(NodeMetrics value, DateTimeOffset now) =>
        [value.Metadata.Name, UsageOf(value.Usage, "cpu"), UsageOf(value.Usage, "memory"), value.Window];

    private static string UsageOf(IReadOnlyDictionary<string, Quantity>? usage, string resource) =>
        usage is not null && usage.TryGetValue(resource, out var amount) ? amount.ToString() : "0";
}
