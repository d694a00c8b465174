using Azure;

namespace CloudOrchestrator.AzureTables.Log;

/// <summary>Reads records and objects of one stream's partition.</summary>
internal sealed class RecordReader(TableClient table, string stream, StreamHead head)
{
    private const int PageMax = 1000;

    // Rows come newest first, so a whole range is held before its first record can be given out; a range that turns out larger is asked for again in parts.
    private const long RangeBytesMax = 32 << 20;

    private readonly string _partition = LogKeys.Partition(stream);

    public async Task<long> HeadAsync(CancellationToken cancellationToken)
    {
        await foreach (var row in table.QueryAsync(LogKeys.Records(_partition), 1, ["RowKey"], cancellationToken))
        {
            var revision = LogKeys.RevisionOf(row.RowKey);
            head.Observe(revision);
            return revision;
        }

        return 0;
    }

    public async Task<LogRead> ReadAsync(long after, int limit, CancellationToken cancellationToken)
    {
        while (true)
        {
            var rows = await RangeAsync(after, limit, cancellationToken);
            if (rows is null)
            {
                limit = Math.Max(1, limit / 4);
                continue;
            }

            if (rows.Count > 0)
                head.Observe(LogKeys.RevisionOf(rows[0].RowKey));
            var found = rows.AsEnumerable().Reverse().SkipWhile(row => LogKeys.RevisionOf(row.RowKey) <= after).ToArray();
            if (found.Length > 0 && LogKeys.RevisionOf(found[0].RowKey) == after + 1)
                return await RecordsAsync(found, cancellationToken) is { } records ? new(records, false) : new([], true);
            if (found.Length == 0 && rows.Count > 0)
                return new([], false);

            // Nothing stands at `after` nor directly behind it: past the head, or trimmed.
            if (await StreamFloor.ReadAsync(table, _partition, cancellationToken) > after)
                return new([], true);
            return found.Length == 0 ? new([], false) : throw new InvalidDataException($"stream {stream} has no record {after + 1}, but later ones");
        }
    }

    public async Task<LogState> StateAsync(CancellationToken cancellationToken)
    {
        // The head first: what changes while the objects are read is then replayed onto them.
        var revision = await HeadAsync(cancellationToken);
        var objects = new List<LogRecord>();
        if (revision == 0)
            return new LogState(0, objects);
        await foreach (var row in table.QueryAsync(LogKeys.Objects(_partition), PageMax, null, cancellationToken))
        {
            if (await ObjectAsync(row, cancellationToken) is { } record)
                objects.Add(record);
        }

        objects.Sort((left, right) => left.Key.CompareTo(right.Key));
        return new LogState(revision, objects);
    }

    public async Task<LogRecord?> ObjectAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        var row = await table.GetEntityIfExistsAsync(_partition, LogKeys.Object(key), cancellationToken);
        return row.HasValue ? await ObjectAsync(row.Value!, cancellationToken) : null;
    }

    /// <summary>Which of two neighbouring records exist, and who wrote the second.</summary>
    public async Task<(bool Head, Guid? Next)> OriginAsync(long expectedHead, CancellationToken cancellationToken)
    {
        var (found, next) = (expectedHead == 0, (Guid?)null);
        var filter = LogKeys.Records(_partition, expectedHead, expectedHead + 1);
        await foreach (var row in table.QueryAsync(filter, null, RecordRow.OriginColumns, cancellationToken))
        {
            var revision = LogKeys.RevisionOf(row.RowKey);
            head.Observe(revision);
            if (revision == expectedHead)
                found = true;
            else
                next = RecordRow.WriteIdOf(row);
        }

        return (found, next);
    }

    private async Task<LogRecord?> ObjectAsync(TableEntity row, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await ValuesAsync(row, cancellationToken) is { } values)
                return RecordRow.Read(row, values);

            // The object was replaced long ago, and its old value has gone while the row was on its way here.
            var again = await table.GetEntityIfExistsAsync(_partition, row.RowKey, cancellationToken);
            if (!again.HasValue)
                return null;
            if (RecordRow.RevisionOf(again.Value!) == RecordRow.RevisionOf(row))
                throw new InvalidDataException($"stream {stream}: the value of revision {RecordRow.RevisionOf(row)} is missing");
            row = again.Value!;
        }
    }

    private async Task<List<TableEntity>?> RangeAsync(long after, int limit, CancellationToken cancellationToken)
    {
        var rows = new List<TableEntity>();
        var bytes = 0L;
        var last = limit > long.MaxValue - 1 - after ? long.MaxValue - 1 : after + limit;
        var filter = LogKeys.Records(_partition, after, last);
        await foreach (var page in table.QueryAsync(filter, PageMax, null, cancellationToken).AsPages())
        {
            rows.AddRange(page.Values);
            bytes += page.GetRawResponse().Content.ToMemory().Length;
            if (bytes > RangeBytesMax && page.ContinuationToken is not null && limit > 1)
                return null;
        }

        return rows;
    }

    private async Task<List<LogRecord>?> RecordsAsync(TableEntity[] rows, CancellationToken cancellationToken)
    {
        var records = new List<LogRecord>(rows.Length);
        foreach (var row in rows)
        {
            // A missing value: the records were trimmed between the two queries.
            if (await ValuesAsync(row, cancellationToken) is not { } values)
                return null;
            records.Add(RecordRow.Read(row, values));
        }

        return records;
    }

    private async Task<IReadOnlyCollection<TableEntity>?> ValuesAsync(TableEntity row, CancellationToken cancellationToken)
    {
        var count = RecordRow.SpillRowsOf(row);
        if (count == 0)
            return [row];
        var parts = new List<TableEntity>(count);
        await foreach (var part in table.QueryAsync(LogKeys.Spill(_partition, RecordRow.RevisionOf(row)), null, null, cancellationToken))
            parts.Add(part);
        return parts.Count == count ? parts : null;
    }
}
