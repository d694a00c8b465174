using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace CloudOrchestrator.Routing;

/// <summary>An immutable map that equals every map with equal entries, whatever their order.</summary>
[SuppressMessage("Naming", "CA1710", Justification = "It is a map.")]
public sealed class ValueMap<TKey, TValue>(IEnumerable<KeyValuePair<TKey, TValue>> entries)
    : IReadOnlyDictionary<TKey, TValue>, IEquatable<ValueMap<TKey, TValue>>
    where TKey : notnull
    where TValue : notnull
{
    private readonly Dictionary<TKey, TValue> _entries = new(entries);

    /// <summary>The map without entries.</summary>
    public ValueMap()
        : this([])
    {
    }

    /// <inheritdoc/>
    public int Count => _entries.Count;

    /// <inheritdoc/>
    public IEnumerable<TKey> Keys => _entries.Keys;

    /// <inheritdoc/>
    public IEnumerable<TValue> Values => _entries.Values;

    /// <inheritdoc/>
    public TValue this[TKey key] => _entries[key];

    /// <inheritdoc/>
    public bool ContainsKey(TKey key) => _entries.ContainsKey(key);

    /// <inheritdoc/>
    public bool TryGetValue(TKey key, [MaybeNullWhen(false)] out TValue value) => _entries.TryGetValue(key, out value);

    /// <inheritdoc/>
    public bool Equals(ValueMap<TKey, TValue>? other)
    {
        if (other is null || other.Count != Count)
            return false;
        return ReferenceEquals(this, other) || _entries.All(entry => other.TryGetValue(entry.Key, out var value) && entry.Value.Equals(value));
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ValueMap<TKey, TValue>);

    /// <inheritdoc/>
    public override int GetHashCode() => _entries.Aggregate(_entries.Count, (hash, entry) => hash ^ HashCode.Combine(entry.Key, entry.Value));

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<TKey, TValue>> GetEnumerator() => _entries.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
