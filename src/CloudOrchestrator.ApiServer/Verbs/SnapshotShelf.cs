namespace CloudOrchestrator.ApiServer.Verbs;

/// <summary>Keeps the snapshots that unfinished chunked lists read from. Bounded in number and time; what fell off answers 410.</summary>
internal sealed class SnapshotShelf(TimeProvider time)
{
    private const int SnapshotsMax = 64;
    private static readonly TimeSpan AgeMax = TimeSpan.FromMinutes(5);

    private readonly Lock _lock = new();
    private readonly LinkedList<(string Stream, ReplicaSnapshot Snapshot, DateTimeOffset Used)> _kept = new();

    /// <summary>Keeps a snapshot for a while.</summary>
    public void Keep(string stream, ReplicaSnapshot snapshot)
    {
        lock (_lock)
        {
            Remove(stream, snapshot.Revision);
            _kept.AddLast((stream, snapshot, time.GetUtcNow()));
            while (_kept.Count > SnapshotsMax || _kept.First!.Value.Used + AgeMax < time.GetUtcNow())
                _kept.RemoveFirst();
        }
    }

    /// <summary>The snapshot of a revision; null when it is no longer kept.</summary>
    public ReplicaSnapshot? Find(string stream, long revision)
    {
        lock (_lock)
        {
            foreach (var (kept, snapshot, _) in _kept)
            {
                if (kept == stream && snapshot.Revision == revision)
                    return snapshot;
            }

            return null;
        }
    }

    private void Remove(string stream, long revision)
    {
        for (var node = _kept.First; node is not null; node = node.Next)
        {
            if (node.Value.Stream == stream && node.Value.Snapshot.Revision == revision)
            {
                _kept.Remove(node);
                return;
            }
        }
    }
}
