using CloudOrchestrator.Storage.Trees;

namespace CloudOrchestrator.Storage;

/// <summary>Applies changes to a state, object by object. For one thread.</summary>
internal sealed class ReplicaStateEditor(ReplicaState state)
{
    private readonly TreeEditor<StoredObject> _objects = new(state.Objects);
    private readonly TreeEditor<IndexEntry> _owners = new(state.Owners);
    private readonly TreeEditor<IndexEntry>[] _fields = Array.ConvertAll(state.Fields, tree => new TreeEditor<IndexEntry>(tree));

    public long Revision { get; private set; } = state.Revision;

    public ReplicaIndexes Indexes => state.Indexes;

    public StoredObject? Get(ObjectKey key) => _objects.TryFind(new KeyProbe(key), out var found) ? found : null;

    public ReplicaState Freeze() =>
        new(Revision, _objects.Freeze(), _owners.Freeze(), Array.ConvertAll(_fields, editor => editor.Freeze()), state.Indexes);

    /// <summary>Moves to a revision without a change of objects.</summary>
    public void AdvanceTo(long revision) => Revision = revision;

    /// <summary>Replaces <paramref name="before"/>, which must be the current object, by <paramref name="after"/>.</summary>
    public void Apply(long revision, StoredObject? before, StoredObject? after)
    {
        Revision = revision;
        if (after is not null)
            _objects.Set(new KeyProbe(after.Key), after);
        else if (before is not null)
            _objects.Remove(new KeyProbe(before.Key));
        ApplyOwners(before, after);
        for (var i = 0; i < _fields.Length; i++)
        {
            if (Indexes.IsSeveral(i))
                ApplySeveral(_fields[i], before?.IndexValues[i], before, after?.IndexValues[i], after);
            else
                Apply(_fields[i], before?.IndexValues[i], before, after?.IndexValues[i], after);
        }
    }

    private void ApplyOwners(StoredObject? before, StoredObject? after)
    {
        foreach (var uid in before?.OwnerUids ?? [])
        {
            if (after is null || !after.OwnerUids.Contains(uid))
                _owners.Remove(new IndexProbe(uid, before!.Key));
        }

        foreach (var uid in after?.OwnerUids ?? [])
            _owners.Set(new IndexProbe(uid, after!.Key), new IndexEntry(uid, after));
    }

    private static void ApplySeveral(TreeEditor<IndexEntry> index, string? oldValues, StoredObject? before, string? newValues, StoredObject? after)
    {
        string[] young = [.. FieldIndex.Split(newValues)];
        foreach (var value in FieldIndex.Split(oldValues))
        {
            if (!young.Contains(value, StringComparer.Ordinal))
                index.Remove(new IndexProbe(value, before!.Key));
        }

        foreach (var value in young)
            index.Set(new IndexProbe(value, after!.Key), new IndexEntry(value, after));
    }

    private static void Apply(TreeEditor<IndexEntry> index, string? oldValue, StoredObject? before, string? newValue, StoredObject? after)
    {
        if (oldValue is not null && oldValue != newValue)
            index.Remove(new IndexProbe(oldValue, before!.Key));
        if (newValue is not null)
            index.Set(new IndexProbe(newValue, after!.Key), new IndexEntry(newValue, after));
    }
}
