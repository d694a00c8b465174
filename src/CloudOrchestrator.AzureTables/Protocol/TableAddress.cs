namespace CloudOrchestrator.AzureTables.Protocol;

/// <summary>Addresses of entities below the account's endpoint.</summary>
internal static class TableAddress
{
    public static string Entity(string table, string partitionKey, string rowKey) => $"{table}(PartitionKey='{Quoted(partitionKey)}',RowKey='{Quoted(rowKey)}')";

    private static string Quoted(string key) => Uri.EscapeDataString(key.Replace("'", "''", StringComparison.Ordinal));
}
