namespace CloudOrchestrator.Kinds.Core.Namespaces;

/// <summary>How namespaces are listed.</summary>
internal static class NamespaceTable
{
    public static IReadOnlyList<TableColumn> Columns { get; } = [Column.Name, Column.Text("Status", "The status of the namespace."), Column.Age];

    public static IReadOnlyList<JsonNode?> Print(Namespace value, DateTimeOffset now) =>
        [value.Metadata.Name, value.Status?.Phase ?? "", Cell.Age(value.Metadata.CreationTimestamp, now)];
}
