namespace CloudOrchestrator.Storage;

/// <summary>
/// Remembers when an owner last gained an object, or the spec of one of its objects last changed, so that a <see cref="WriteGuard"/> costs one look-up. Knows
/// nothing from before a floor and forgets old entries; what it does not know counts as changed.
/// </summary>
internal sealed class OwnerChanges(long floor, int entriesMax, ReplicaIndexes indexes)
{
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private long _floor = floor;

    /// <summary>Takes note of what a change touches; <paramref name="guard"/> is what the change was stored under.</summary>
    public void Note(ReplicaChange change, WriteGuard? guard)
    {
        foreach (var uid in Touched(change))
        {
            _entries.TryGetValue(uid, out var entry);
            _entries[uid] = entry.With(change.Revision, guard);
        }

        if (_entries.Count > entriesMax)
            Forget();
    }

    /// <summary>
    /// The owners named after a change but not before, the index values it has after it but not before, and the owners named before or after when the generation
    /// has changed.
    /// </summary>
    public IEnumerable<string> Touched(ReplicaChange change)
    {
        if (change.After is not { } after)
            return change.Before is { Generation: > 0 } deleted ? deleted.OwnerUids : [];
        var owners = OwnersTouched(change.Before, after);
        return indexes.Count == 0 ? owners : owners.Concat(indexes.Gained(change.Before, after));
    }

    private static IEnumerable<string> OwnersTouched(StoredObject? before, StoredObject after)
    {
        if (before is null)
            return after.OwnerUids;
        var gained = after.OwnerUids.Count == 0 ? [] : after.OwnerUids.Except(before.OwnerUids);
        if (after.Generation == 0)
            return gained;
        return before.Generation != after.Generation ? before.OwnerUids.Union(after.OwnerUids) : gained.Concat(before.OwnerUids.Except(after.OwnerUids));
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
