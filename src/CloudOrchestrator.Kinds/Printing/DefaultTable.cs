namespace CloudOrchestrator.Kinds.Printing;

/// <summary>The table of kinds without columns of their own.</summary>
internal static class DefaultTable
{
    /// <summary>Name and time of creation.</summary>
    public static IReadOnlyList<TableColumn> Columns { get; } = [Column.Name, Column.CreatedAt];

    /// <summary>Cells for an object.</summary>
    public static IReadOnlyList<JsonNode?> Print(IKubernetesObject value) => [value.Metadata.Name ?? "", Cell.Date(value.Metadata.CreationTimestamp)];
}
