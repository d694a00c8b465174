using Azure;

namespace CloudOrchestrator.AzureTables.Log;

/// <summary>Deletes old records of a stream, oldest first, and the values that only they needed.</summary>
internal sealed class StreamTrimmer(TableClient table, string stream, TableLogOptions options)
{
    private const int RecordsPerQuery = 90;
    private readonly string _partition = LogKeys.Partition(stream);

    /// <summary>Trims up to the record before <paramref name="head"/>, which stays: it is what later appends stand on.</summary>
    public async Task TrimAsync(long head, DateTimeOffset before, CancellationToken cancellationToken)
    {
        var floor = await StreamFloor.ReadAsync(table, _partition, cancellationToken);
        Dictionary<long, List<string>>? spills = null;
        while (floor < head - 1)
        {
            var (rows, now) = await RowsAsync(floor + 1, Math.Min(floor + RecordsPerQuery, head - 1), cancellationToken);
            var old = rows.TakeWhile(row => RecordRow.TimeOf(row) < before && IsOld(row, now)).ToArray();

            // Another process has trimmed what this one was about to.
            if (old.Length == 0 || LogKeys.RevisionOf(old[0].RowKey) != floor + 1)
                return;
            spills ??= await SpillsAsync(cancellationToken);
            var (actions, reached) = Deletions(old, spills);
            if (!await TryAsync(actions, cancellationToken))
                return;
            floor = reached;
            if (old.Length < rows.Count)
                return;
        }
    }

    // The date of an answer has whole seconds, so it may lie before the row's own time.
    private bool IsOld(TableEntity row, DateTimeOffset now) => options.TrimAgeMin == TimeSpan.Zero || now - row.Timestamp >= options.TrimAgeMin;

    /// <summary>
    /// As many deletions as a transaction takes. The value of an object outlives its record for as long as it is the object's present state, that is until the
    /// record that replaced it goes; a delete record is nobody's present state.
    /// </summary>
    private (List<TableTransactionAction> Actions, long Reached) Deletions(TableEntity[] old, Dictionary<long, List<string>> spills)
    {
        var actions = new List<TableTransactionAction>();
        var reached = 0L;
        foreach (var row in old)
        {
            var revision = LogKeys.RevisionOf(row.RowKey);
            var keys = new List<string> { row.RowKey };
            if (spills.TryGetValue(RecordRow.PreviousOf(row), out var replaced))
                keys.AddRange(replaced);
            if (RecordRow.IsDelete(row) && spills.TryGetValue(revision, out var own))
                keys.AddRange(own);
            if (actions.Count + keys.Count >= Protocol.BatchRequest.OperationsMax)
                break;
            actions.AddRange(keys.Select(key => new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(_partition, key), ETag.All)));
            reached = revision;
        }

        actions.Add(new(TableTransactionActionType.UpsertReplace, new TableEntity(_partition, LogKeys.Floor) { { StreamFloor.Trimmed, reached } }));
        return (actions, reached);
    }

    private async Task<bool> TryAsync(List<TableTransactionAction> actions, CancellationToken cancellationToken)
    {
        try
        {
            await table.SubmitTransactionAsync(actions, cancellationToken);
            return true;
        }
        catch (TableTransactionFailedException exception) when (exception.Status == 404)
        {
            // Gone already: another process trims this stream, or an earlier attempt whose answer was lost has done it.
            return false;
        }
    }

    private async Task<(List<TableEntity> Rows, DateTimeOffset Now)> RowsAsync(long first, long last, CancellationToken cancellationToken)
    {
        var rows = new List<TableEntity>();
        DateTimeOffset? now = null;
        var filter = LogKeys.Records(_partition, first, last);
        await foreach (var page in table.QueryAsync(filter, null, RecordRow.TrimColumns, cancellationToken).AsPages())
        {
            now ??= page.GetRawResponse().Headers.Date;
            rows.AddRange(page.Values);
        }

        rows.Reverse();
        return (rows, now ?? DateTimeOffset.MinValue);
    }

    private async Task<Dictionary<long, List<string>>> SpillsAsync(CancellationToken cancellationToken)
    {
        var spills = new Dictionary<long, List<string>>();
        await foreach (var row in table.QueryAsync(LogKeys.Spills(_partition), null, ["RowKey"], cancellationToken))
        {
            var revision = LogKeys.RevisionOf(row.RowKey);
            if (!spills.TryGetValue(revision, out var keys))
                spills[revision] = keys = [];
            keys.Add(row.RowKey);
        }

        return spills;
    }
}
