namespace CloudOrchestrator.Storage;

/// <summary>The field indexes of a stream: their names and how to read their values.</summary>
internal sealed class ReplicaIndexes(IReadOnlyDictionary<string, Func<StoredObject, string?>> indexes)
{
    private readonly string[] _names = [.. indexes.Keys];
    private readonly Func<StoredObject, string?>[] _read = [.. indexes.Values];

    public int Count => _names.Length;

    public int Find(string name)
    {
        var index = Array.IndexOf(_names, name);
        return index >= 0 ? index : throw new ArgumentException($"no index {name} is registered for this stream", nameof(name));
    }

    /// <summary>Keys of <see cref="WriteGuard"/>s for the values that an object has after a change but not before.</summary>
    public IEnumerable<string> Gained(StoredObject? before, StoredObject after)
    {
        for (var i = 0; i < _names.Length; i++)
        {
            if (after.IndexValues[i] is { Length: > 0 } value && before?.IndexValues[i] != value)
                yield return WriteGuard.KeyOf(_names[i], value);
        }
    }

    public StoredObject Read(ObjectKey key, long revision, ReadOnlyMemory<byte> utf8) => Fill(new StoredObject(key, revision, utf8));

    public StoredObject Fill(StoredObject stored)
    {
        if (_read.Length > 0 && stored.IndexValues.Length == 0)
            stored.IndexValues = Array.ConvertAll(_read, read => read(stored));
        return stored;
    }
}
