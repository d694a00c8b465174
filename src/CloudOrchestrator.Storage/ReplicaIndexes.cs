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

    public StoredObject Read(ObjectKey key, long revision, ReadOnlyMemory<byte> utf8) => Fill(new StoredObject(key, revision, utf8));

    public StoredObject Fill(StoredObject stored)
    {
        if (_read.Length > 0 && stored.IndexValues.Length == 0)
            stored.IndexValues = Array.ConvertAll(_read, read => read(stored));
        return stored;
    }
}
