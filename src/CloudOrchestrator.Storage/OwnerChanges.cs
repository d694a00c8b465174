namespace CloudOrchestrator.Storage;

/// <summary>
/// Remembers when an object last came to name an owner, so that a <see cref="WriteGuard"/> costs one look-up. Knows nothing from before a floor
/// and forgets old entries; what it does not know counts as changed.
/// </summary>
internal sealed class OwnerChanges(long floor, int entriesMax, ReplicaIndexes indexes)
{
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private long _floor = floor;

    /// <summary>Takes note of the owners that a change gives its object; <paramref name="guard"/> is what the change was stored under.</summary>
    public void Note(ReplicaChange change, WriteGuard? guard)
    {
        foreach (var uid in Gained(change))
        {
            _entries.TryGetValue(uid, out var entry);
            _entries[uid] = entry.With(change.Revision, guard);
        }

        if (_entries.Count > entriesMax)
            Forget();
    }

    /// <summary>The owners named after a change but not before, and the index values it has after it but not before.</summary>
    public IEnumerable<string> Gained(ReplicaChange change)
    {
        if (change.After is not { } after)
            return [];
        var owners = after.OwnerUids.Count == 0 ? [] : change.Before is null ? after.OwnerUids : after.OwnerUids.Except(change.Before.OwnerUids);
        return indexes.Count == 0 ? owners : owners.Concat(indexes.Gained(change.Before, after));
    }

    /// <summary>True when the guard must refuse as far as committed changes go.</summary>
    public bool Violates(WriteGuard guard)
    {
        if (guard.Revision < _floor)
            return true;
        return _entries.TryGetValue(guard.OwnerUid, out var entry) && entry.LastOther(guard) > guard.Revision;
    }

    private void Forget()
    {
        var revisions = _entries.Values.Select(entry => entry.Last).Order().ToArray();
        _floor = Math.Max(_floor, revisions[revisions.Length / 2]);
        foreach (var uid in _entries.Where(entry => entry.Value.Last <= _floor).Select(entry => entry.Key).ToArray())
            _entries.Remove(uid);
    }

    /// <summary>The last change, the guard it was stored under, and the last change stored under another.</summary>
    private readonly record struct Entry(long Last, WriteGuard? Guard, long LastByOther)
    {
        public Entry With(long revision, WriteGuard? guard) =>
            guard is not null && guard == Guard ? this with { Last = revision } : new Entry(revision, guard, Last);

        public long LastOther(WriteGuard guard) => guard == Guard ? LastByOther : Last;
    }
}
