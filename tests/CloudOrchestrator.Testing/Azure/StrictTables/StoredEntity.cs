namespace CloudOrchestrator.Testing.Azure.StrictTables;

/// <summary>A row. Property values are typed: string, int, long, double, bool, DateTimeOffset, Guid or byte[].</summary>
internal sealed record StoredEntity(string PartitionKey, string RowKey, IReadOnlyDictionary<string, object> Properties, DateTimeOffset Timestamp)
{
    public string ETag => $"W/\"datetime'{Uri.EscapeDataString(Timestamp.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ"))}'\"";

    public object? Value(string name) => name switch
    {
        "PartitionKey" => PartitionKey,
        "RowKey" => RowKey,
        "Timestamp" => Timestamp,
        _ => Properties.GetValueOrDefault(name),
    };
}
