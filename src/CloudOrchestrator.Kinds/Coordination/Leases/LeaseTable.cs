namespace CloudOrchestrator.Kinds.Coordination.Leases;

/// <summary>How Leases are listed.</summary>
internal static class LeaseTable
{
    public static IReadOnlyList<TableColumn> Columns { get; } = [Column.Name, Column.Text("Holder", "Who holds the lease."), Column.Age];

    public static IReadOnlyList<JsonNode?> Print(Lease value, DateTimeOffset now) =>
        [value.Metadata.Name, value.Spec?.HolderIdentity ?? "", Cell.Age(value.Metadata.CreationTimestamp, now)];
}
