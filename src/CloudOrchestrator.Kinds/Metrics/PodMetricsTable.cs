namespace CloudOrchestrator.Kinds.Metrics;

/// <summary>How the usage of pods is listed: the sum over their containers.</summary>
internal static class PodMetricsTable
{
    public static IReadOnlyList<TableColumn> Columns { get; } =
        [Column.Name, new("cpu", "string", "quantity"), new("memory", "string", "quantity"), new("Window", "string", "duration")];

    public static IReadOnlyList<JsonNode?> Print(PodMetrics value, DateTimeOffset now) =>
        [value.Metadata.Name, Sum(value, "cpu"), Sum(value, "memory"), value.Window];

    private static string Sum(PodMetrics value, string resource)
    {
        Quantity? total = null;
        foreach (var container in value.Containers ?? [])
        {
            if (container.Usage.TryGetValue(resource, out var amount))
                total = total is { } sum ? sum + amount : amount;
        }

        return total?.ToString() ?? "0";
    }
}
