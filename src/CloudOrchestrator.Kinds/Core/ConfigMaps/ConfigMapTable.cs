namespace CloudOrchestrator.Kinds.Core.ConfigMaps;

/// <summary>How ConfigMaps are listed.</summary>
internal static class ConfigMapTable
{
    public static IReadOnlyList<TableColumn> Columns { get; } = [Column.Name, Column.Text("Data", "Number of entries."), Column.Age];

    public static IReadOnlyList<JsonNode?> Print(ConfigMap value, DateTimeOffset now) =>
        [value.Metadata.Name, (value.Data?.Count ?? 0) + (value.BinaryData?.Count ?? 0), Cell.Age(value.Metadata.CreationTimestamp, now)];
}
