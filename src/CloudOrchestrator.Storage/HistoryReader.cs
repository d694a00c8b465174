namespace CloudOrchestrator.Storage;

/// <summary>Rebuilds changes that the window no longer holds from the log.</summary>
internal sealed class HistoryReader(IRevisionLog log, string stream, ReplicaIndexes indexes)
{
    /// <summary>Changes after a revision; empty at the head, null when the log no longer holds what they need.</summary>
    public async Task<IReadOnlyList<ReplicaChange>?> AfterAsync(long revision, int limit, CancellationToken cancellationToken)
    {
        var read = await log.ReadAsync(stream, revision, limit, cancellationToken).ConfigureAwait(false);
        if (read.Expired)
            return null;
        var changes = new List<ReplicaChange>(read.Records.Count);
        var known = new Dictionary<long, StoredObject>();
        foreach (var record in read.Records)
        {
            StoredObject? before = null;
            if (record.PreviousRevision != 0 && !known.TryGetValue(record.PreviousRevision, out before))
                before = await StateAsync(record.PreviousRevision, cancellationToken).ConfigureAwait(false);
            if (before is null && record.PreviousRevision != 0)
                return null;
            var stored = indexes.Read(record.Key, record.Revision, record.Value);
            known[record.Revision] = stored;
            changes.Add(record.Type == LogRecordType.Put
                ? new ReplicaChange(record.Revision, before, stored, null)
                : new ReplicaChange(record.Revision, before, null, stored));
        }

        return changes;
    }

    private async Task<StoredObject?> StateAsync(long revision, CancellationToken cancellationToken)
    {
        var read = await log.ReadAsync(stream, revision - 1, 1, cancellationToken).ConfigureAwait(false);
        return read.Records is [var record] ? indexes.Read(record.Key, record.Revision, record.Value) : null;
    }
}
