using System.Diagnostics;

namespace CloudOrchestrator.Storage;

/// <summary>Rebuilds changes that the window no longer holds from the log.</summary>
internal sealed class HistoryReader(IRevisionLog log, string stream, ReplicaIndexes indexes)
{
    private const int ParallelMax = 16;

    /// <summary>Changes after a revision; empty at the head, null when the log no longer holds what they need.</summary>
    public async Task<IReadOnlyList<ReplicaChange>?> AfterAsync(long revision, int limit, CancellationToken cancellationToken)
    {
        var read = await LogLatency.OfAsync("read", stream, Stopwatch.GetTimestamp(), log.ReadAsync(stream, revision, limit, cancellationToken));
        if (read.Expired)
            return null;
        var changes = new List<ReplicaChange>(read.Records.Count);
        var known = await BeforeAsync(read.Records, revision, cancellationToken);
        foreach (var record in read.Records)
        {
            StoredObject? before = null;
            if (record.PreviousRevision != 0 && !known.TryGetValue(record.PreviousRevision, out before))
                return null;
            var stored = indexes.Read(record.Key, record.Revision, record.Value);
            known[record.Revision] = stored;
            changes.Add(record.Type == LogRecordType.Put
                ? new ReplicaChange(record.Revision, before, stored, null)
                : new ReplicaChange(record.Revision, before, null, stored));
        }

        return changes;
    }

    // States from before the records read, several at a time: where each read is a request, one after the other would take too long.
    private async Task<Dictionary<long, StoredObject>> BeforeAsync(IReadOnlyList<LogRecord> records, long revision, CancellationToken cancellationToken)
    {
        var known = new Dictionary<long, StoredObject>();
        foreach (var batch in records.Select(record => record.PreviousRevision).Where(previous => previous != 0 && previous <= revision).Chunk(ParallelMax))
        {
            foreach (var state in await Task.WhenAll(batch.Select(previous => StateAsync(previous, cancellationToken))))
            {
                if (state is not null)
                    known[state.Revision] = state;
            }
        }

        return known;
    }

    private async Task<StoredObject?> StateAsync(long revision, CancellationToken cancellationToken)
    {
        var read = await log.ReadAsync(stream, revision - 1, 1, cancellationToken);
        return read.Records is [var record] ? indexes.Read(record.Key, record.Revision, record.Value) : null;
    }
}
