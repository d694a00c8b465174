using Azure;

namespace CloudOrchestrator.AzureTables;

/// <summary>
/// Signs of life of a cluster's nodes: table <c>{prefix}heartbeats</c>, a partition per node, one row in each. A service that stays unavailable is a
/// <see cref="StorageUnavailableException"/>.
/// </summary>
public sealed class HeartbeatTable
{
    /// <summary>Key of the one row in a node's partition.</summary>
    public const string RowKey = "heartbeat";

    private readonly TableClient _table;

    /// <summary>The table of the cluster with a table name prefix.</summary>
    public HeartbeatTable(TableServiceClient service, string tablePrefix) => _table = service.GetTableClient(ClusterTables.Name(tablePrefix, "heartbeats"));

    /// <summary>Address of the table, for <see cref="HeartbeatWriter"/>.</summary>
    public Uri Uri => _table.Uri;

    /// <summary>Makes the table. Must have happened before a node beats: a signature for a table cannot make it.</summary>
    public Task CreateIfNotExistsAsync(CancellationToken cancellationToken) => TableFailures.OrUnavailable(_table.CreateIfNotExistsAsync(cancellationToken));

    /// <summary>A signature with which a node can write its own row and read or change nothing else.</summary>
    public string Sign(string node, DateTimeOffset expiresOn, TableSharedKeyCredential accountKey) =>
        new TableSasBuilder(_table.Name, TableSasPermissions.Add | TableSasPermissions.Update, expiresOn)
        {
            PartitionKeyStart = node,
            RowKeyStart = RowKey,
            PartitionKeyEnd = node,
            RowKeyEnd = RowKey,
            HttpsOnly = _table.Uri.Scheme == Uri.UriSchemeHttps,
        }.Sign(accountKey);

    /// <summary>How long ago each node gave its last sign of life, by name, by the clock of the service alone.</summary>
    public Task<IReadOnlyDictionary<string, TimeSpan>> AgesAsync(CancellationToken cancellationToken) => TableFailures.OrUnavailable(Ages(cancellationToken));

    /// <summary>Forgets a node.</summary>
    public Task DeleteAsync(string node, CancellationToken cancellationToken) =>
        TableFailures.OrUnavailable(_table.DeleteEntityAsync(node, RowKey, ETag.All, cancellationToken));

    private async Task<IReadOnlyDictionary<string, TimeSpan>> Ages(CancellationToken cancellationToken)
    {
        var ages = new Dictionary<string, TimeSpan>(StringComparer.Ordinal);
        try
        {
            await foreach (var page in _table.QueryAsync(null, null, ["PartitionKey", "Timestamp"], cancellationToken).AsPages())
            {
                var now = page.GetRawResponse().Headers.Date ?? throw new InvalidDataException("the Table service answered without a Date header");
                foreach (var row in page.Values)
                    ages[row.PartitionKey] = now > row.Timestamp ? now - row.Timestamp!.Value : TimeSpan.Zero;
            }
        }
        catch (RequestFailedException exception) when (TableFailures.IsMissingTable(exception))
        {
            // No node has ever been handed an address.
        }

        return ages;
    }
}
