namespace CloudOrchestrator.Storage;

/// <summary>The field indexes of a stream: their names and how to read their values.</summary>
internal sealed class ReplicaIndexes(IReadOnlyDictionary<string, Func<StoredObject, string?>> indexes)
{
    // Few values are shared by many objects: each text is kept once as long as it is in use.
    private const int KnownMax = 8192;

    private readonly string?[] _known = new string?[indexes.Values.All(HasOwnValues) ? 0 : KnownMax];
    private readonly string[] _names = [.. indexes.Keys];
    private readonly Func<StoredObject, string?>[] _read = [.. indexes.Values];
    private readonly bool[] _hasOwnValues = [.. indexes.Values.Select(HasOwnValues)];
    private readonly bool[] _isSeveral = [.. indexes.Values.Select(FieldIndex.IsSeveral)];

    public int Count => _names.Length;

    public int Find(string name)
    {
        var index = Array.IndexOf(_names, name);
        return index >= 0 ? index : throw new ArgumentException($"no index {name} is registered for this stream", nameof(name));
    }

    public string NameOf(int index) => _names[index];

    /// <summary>True when an object's value stands for several (<see cref="FieldIndex.Split"/>).</summary>
    public bool IsSeveral(int index) => _isSeveral[index];

    /// <summary>Keys of <see cref="WriteGuard"/>s for the values that an object has after a change but not before.</summary>
    public IEnumerable<string> Gained(StoredObject? before, StoredObject after)
    {
        for (var i = 0; i < _names.Length; i++)
        {
            if (!_hasOwnValues[i] && after.IndexValues[i] is { Length: > 0 } value && before?.IndexValues[i] != value)
                yield return WriteGuard.KeyOf(_names[i], value);
        }
    }

    public StoredObject Read(ObjectKey key, long revision, ReadOnlyMemory<byte> utf8) => Fill(new StoredObject(key, revision, utf8));

    public StoredObject Fill(StoredObject stored)
    {
        if (_read.Length > 0 && stored.IndexValues.Length == 0)
            stored.IndexValues = ReadAll(stored);
        return stored;
    }

    // Values that hardly two objects share are neither kept once nor remembered for guards.
    private static bool HasOwnValues(Func<StoredObject, string?> read) => FieldIndex.IsOrderOnly(read) || FieldIndex.IsSeveral(read);

    private string?[] ReadAll(StoredObject stored)
    {
        var values = new string?[_read.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = _hasOwnValues[i] ? _read[i](stored) : Shared(_read[i](stored));
        return values;
    }

    // Threads that race keep one text twice for a while, nothing worse.
    private string? Shared(string? value)
    {
        if (value is null)
            return null;
        ref var known = ref _known[(uint)value.GetHashCode(StringComparison.Ordinal) % KnownMax];
        if (known is { } same && same == value)
            return same;
        return known = value;
    }
}
