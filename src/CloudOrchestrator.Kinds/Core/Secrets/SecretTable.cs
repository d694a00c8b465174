namespace CloudOrchestrator.Kinds.Core.Secrets;

/// <summary>How Secrets are listed: never with their content.</summary>
internal static class SecretTable
{
    public static IReadOnlyList<TableColumn> Columns { get; } =
        [Column.Name, Column.Text("Type", "What the secret is for."), Column.Text("Data", "Number of entries."), Column.Age];

    public static IReadOnlyList<JsonNode?> Print(Secret value, DateTimeOffset now) =>
        [value.Metadata.Name, value.Type ?? "", value.Data?.Count ?? 0, Cell.Age(value.Metadata.CreationTimestamp, now)];
}
