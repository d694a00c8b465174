using Azure;

namespace CloudOrchestrator.AzureTables.Log;

/// <summary>Appends to one stream, one append at a time in this process.</summary>
internal sealed class RecordAppender(TableClient table, string stream, StreamHead head, RecordReader reader) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly string _partition = LogKeys.Partition(stream);
    private Guid _unknown;
    private bool _registered;

    public async Task<AppendOutcome> AppendAsync(long expectedHead, IReadOnlyList<LogRecord> records, CancellationToken cancellationToken)
    {
        // Waiters are let in in the order in which they came: a caller may append to the head it expects its own earlier append to make.
        await _gate.WaitAsync(cancellationToken);
        try
        {
            // Only an append whose outcome is unknown may find that it has come before itself.
            if (head.Known > expectedHead && records[0].WriteId != _unknown)
                return AppendOutcome.Conflict;
            var transaction = new AppendTransaction(_partition, expectedHead, records) { MayBeStored = records[0].WriteId == _unknown };
            _unknown = transaction.WriteId;
            var outcome = await SubmitAsync(transaction, cancellationToken);
            _unknown = Guid.Empty;
            return outcome;
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();

    private async Task<AppendOutcome> SubmitAsync(AppendTransaction transaction, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                if (transaction.ExpectedHead == 0 && !_registered)
                    await RegisterAsync(cancellationToken);
                await table.SubmitTransactionAsync(transaction.Actions(!head.IsTrusted(transaction.ExpectedHead)), cancellationToken);
                head.Observe(transaction.NewHead);
                return AppendOutcome.Stored;
            }
            catch (RequestFailedException exception) when (TableFailures.IsMissingTable(exception))
            {
                await table.CreateIfNotExistsAsync(cancellationToken);
            }
            catch (TableTransactionFailedException exception) when (exception.Status == 404 || exception.ErrorCode == TableErrorCode.EntityAlreadyExists.Value)
            {
                if (await SettleAsync(transaction, exception, cancellationToken) is { } outcome)
                    return outcome;
            }
        }
    }

    /// <summary>What a refusal means; null when the transaction can be submitted again as it now is.</summary>
    private async Task<AppendOutcome?> SettleAsync(AppendTransaction transaction, TableTransactionFailedException refusal, CancellationToken cancellationToken)
    {
        // Sent once, refused once: another writer's record stands there, and the loser should not lose more time.
        if (refusal is { Status: 409, Attempts: 1 } && !transaction.MayBeStored)
        {
            head.Observe(transaction.ExpectedHead + 1);
            return AppendOutcome.Conflict;
        }

        var (headExists, next) = await reader.OriginAsync(transaction.ExpectedHead, cancellationToken);

        // A request may be sent twice: when its answer is lost the second one is refused by what the first one stored.
        if (next == transaction.WriteId)
        {
            head.Observe(transaction.NewHead);
            return AppendOutcome.Stored;
        }

        if (next is not null || !headExists || refusal.Status != 404)
            return AppendOutcome.Conflict;

        // Deletes of objects that are not there: the record is stored all the same.
        var dropped = false;
        foreach (var row in transaction.Removals)
        {
            if ((await table.GetEntityIfExistsAsync(row.PartitionKey, row.RowKey, cancellationToken)).HasValue)
                continue;
            transaction.DoNotRemove(row);
            dropped = true;
        }

        return dropped ? null : AppendOutcome.Conflict;
    }

    /// <summary>Enters the stream into the list of streams, before its first record: a stream may be listed without holding anything, never the other way round.</summary>
    private async Task RegisterAsync(CancellationToken cancellationToken)
    {
        await table.UpsertEntityAsync(new TableEntity(LogKeys.Registry, _partition) { { "Name", stream } }, TableUpdateMode.Replace, cancellationToken);
        _registered = true;
    }
}
