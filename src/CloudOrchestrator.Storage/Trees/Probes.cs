namespace CloudOrchestrator.Storage.Trees;

/// <summary>Position of an object key.</summary>
internal readonly struct KeyProbe(ObjectKey key) : ITreeProbe<StoredObject>
{
    public int CompareTo(StoredObject item) => key.CompareTo(item.Key);
}

/// <summary>Position directly after an object key.</summary>
internal readonly struct AfterKeyProbe(ObjectKey key) : ITreeProbe<StoredObject>
{
    public int CompareTo(StoredObject item) => key.CompareTo(item.Key) < 0 ? -1 : 1;
}

/// <summary>Position after the last object of a namespace.</summary>
internal readonly struct NamespaceEndProbe(string @namespace) : ITreeProbe<StoredObject>
{
    public int CompareTo(StoredObject item) => string.CompareOrdinal(@namespace, item.Key.Namespace) < 0 ? -1 : 1;
}

/// <summary>Position of an object under an index value; without a key, the first of the value.</summary>
internal readonly struct IndexProbe(string value, ObjectKey? key) : ITreeProbe<IndexEntry>
{
    public int CompareTo(IndexEntry item)
    {
        var order = string.CompareOrdinal(value, item.Value);
        return order != 0 ? order : key?.CompareTo(item.Object.Key) ?? -1;
    }
}

/// <summary>Position after the last object of an index value.</summary>
internal readonly struct AfterValueProbe(string value) : ITreeProbe<IndexEntry>
{
    public int CompareTo(IndexEntry item) => string.CompareOrdinal(value, item.Value) < 0 ? -1 : 1;
}

/// <summary>An object under one of its index values.</summary>
internal readonly record struct IndexEntry(string Value, StoredObject Object);
