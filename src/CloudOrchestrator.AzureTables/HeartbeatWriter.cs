using Azure;

namespace CloudOrchestrator.AzureTables;

/// <summary>
/// A node's sign of life: one row whose timestamp, set by the service, is all it says. Needs a signature for the node's own partition with
/// <see cref="TableSasPermissions.Add"/> and <see cref="TableSasPermissions.Update"/>.
/// </summary>
public sealed class HeartbeatWriter
{
    private readonly AzureSasCredential _credential;
    private readonly TableClient _table;
    private readonly string _partitionKey;

    /// <summary>A writer from what the API server hands out: the table's address, the partition and the signature.</summary>
    public HeartbeatWriter(Uri table, string partitionKey, string sas, TableClientOptions? options = null)
    {
        _credential = new AzureSasCredential(sas);
        _table = new TableClient(table, _credential, options);
        _partitionKey = partitionKey;
    }

    /// <summary>Uses a renewed signature from the next beat on.</summary>
    public void Renew(string sas) => _credential.Update(sas);

    /// <summary>Says once that the node lives; one transaction.</summary>
    public async Task BeatAsync(CancellationToken cancellationToken) =>
        await _table.UpsertEntityAsync(new TableEntity(_partitionKey, HeartbeatTable.RowKey), TableUpdateMode.Merge, cancellationToken);
}
