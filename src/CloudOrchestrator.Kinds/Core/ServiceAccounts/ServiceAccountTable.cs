namespace CloudOrchestrator.Kinds.Core.ServiceAccounts;

/// <summary>How ServiceAccounts are listed.</summary>
internal static class ServiceAccountTable
{
    public static IReadOnlyList<TableColumn> Columns { get; } = [Column.Name, Column.Text("Secrets", "Number of secrets pods may use."), Column.Age];

    public static IReadOnlyList<JsonNode?> Print(ServiceAccount value, DateTimeOffset now) =>
        [value.Metadata.Name, value.Secrets?.Count ?? 0, Cell.Age(value.Metadata.CreationTimestamp, now)];
}
