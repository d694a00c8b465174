using Azure;

namespace CloudOrchestrator.AzureTables;

/// <summary>
/// Small rows of a cluster that are not objects: which key counts, what this cluster is. Table <c>{prefix}cluster</c>, made on the first write.
/// A service that stays unavailable is a <see cref="StorageUnavailableException"/>.
/// </summary>
public sealed class TableRows
{
    private readonly TableClient _table;

    /// <summary>The rows of the cluster with a table name prefix.</summary>
    public TableRows(TableServiceClient service, string tablePrefix) => _table = service.GetTableClient(ClusterTables.Name(tablePrefix, "cluster"));

    /// <summary>
    /// Inserts a row and returns what counts: the row given, or the one that was there before. When several processes insert at once they all get the same.
    /// </summary>
    public Task<TableEntity> GetOrAddAsync(TableEntity row, CancellationToken cancellationToken) => TableFailures.OrUnavailable(GetOrAdd(row, cancellationToken));

    /// <summary>A row; null when it is not there.</summary>
    public Task<TableEntity?> ReadAsync(string partitionKey, string rowKey, CancellationToken cancellationToken) =>
        TableFailures.OrUnavailable(Read(partitionKey, rowKey, cancellationToken));

    /// <summary>All rows of a partition in order of their keys; none while nobody has made the table.</summary>
    public Task<IReadOnlyList<TableEntity>> ListAsync(string partitionKey, CancellationToken cancellationToken) =>
        TableFailures.OrUnavailable(List(partitionKey, cancellationToken));

    /// <summary>Replaces a row that is there, whoever wrote it last; false when it is gone.</summary>
    public Task<bool> ReplaceAsync(TableEntity row, CancellationToken cancellationToken) => TableFailures.OrUnavailable(Replace(row, cancellationToken));

    /// <summary>
    /// Does all steps or none; false when a row is no longer as a step demands. All rows must be of one partition, at most 100.
    /// </summary>
    public Task<bool> ChangeAsync(IReadOnlyList<TableTransactionAction> steps, CancellationToken cancellationToken) =>
        TableFailures.OrUnavailable(Change(steps, cancellationToken));

    /// <summary>Inserts or replaces a row.</summary>
    public Task WriteAsync(TableEntity row, CancellationToken cancellationToken) => TableFailures.OrUnavailable(Write(row, cancellationToken));

    /// <summary>Deletes a row if it is there.</summary>
    public Task DeleteAsync(string partitionKey, string rowKey, CancellationToken cancellationToken) =>
        TableFailures.OrUnavailable(_table.DeleteEntityAsync(partitionKey, rowKey, ETag.All, cancellationToken));

    private async Task<TableEntity> GetOrAdd(TableEntity row, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await Read(row.PartitionKey, row.RowKey, cancellationToken) is { } existing)
                return existing;
            try
            {
                await InTable(() => _table.AddEntityAsync(row, cancellationToken), cancellationToken);
            }
            catch (RequestFailedException exception) when (exception.ErrorCode == TableErrorCode.EntityAlreadyExists.Value)
            {
                // Another process, or an attempt of this one whose answer was lost; the row read next counts either way.
            }
        }
    }

    private async Task<TableEntity?> Read(string partitionKey, string rowKey, CancellationToken cancellationToken)
    {
        var row = await _table.GetEntityIfExistsAsync(partitionKey, rowKey, cancellationToken);
        return row.HasValue ? row.Value : null;
    }

    private async Task<IReadOnlyList<TableEntity>> List(string partitionKey, CancellationToken cancellationToken)
    {
        var rows = new List<TableEntity>();
        var filter = $"PartitionKey eq '{partitionKey.Replace("'", "''", StringComparison.Ordinal)}'";
        try
        {
            await foreach (var row in _table.QueryAsync(filter, null, null, cancellationToken))
                rows.Add(row);
        }
        catch (RequestFailedException exception) when (TableFailures.IsMissingTable(exception))
        {
            // Nothing has ever been written.
        }

        return rows;
    }

    private async Task<bool> Replace(TableEntity row, CancellationToken cancellationToken)
    {
        try
        {
            await _table.UpdateEntityAsync(row, ETag.All, TableUpdateMode.Replace, cancellationToken);
            return true;
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
            return false;
        }
    }

    private async Task<bool> Change(IReadOnlyList<TableTransactionAction> steps, CancellationToken cancellationToken)
    {
        try
        {
            await _table.SubmitTransactionAsync(steps, cancellationToken);
            return true;
        }
        catch (TableTransactionFailedException exception) when (exception.Status is 404 or 409 or 412)
        {
            return false;
        }
    }

    private Task<Response> Write(TableEntity row, CancellationToken cancellationToken) =>
        InTable(() => _table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken), cancellationToken);

    private async Task<Response> InTable(Func<Task<Response>> write, CancellationToken cancellationToken)
    {
        try
        {
            return await write();
        }
        catch (RequestFailedException exception) when (TableFailures.IsMissingTable(exception))
        {
            await _table.CreateIfNotExistsAsync(cancellationToken);
            return await write();
        }
    }
}
