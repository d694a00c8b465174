namespace CloudOrchestrator.AzureTables.Log;

/// <summary>The revision up to which a stream's records were trimmed.</summary>
internal static class StreamFloor
{
    public const string Trimmed = "Trimmed";

    public static async Task<long> ReadAsync(TableClient table, string partition, CancellationToken cancellationToken)
    {
        var row = await table.GetEntityIfExistsAsync(partition, LogKeys.Floor, cancellationToken);
        return row.HasValue ? row.Value!.GetInt64(Trimmed) ?? 0 : 0;
    }
}
