using System.Collections;
using Azure;

namespace CloudOrchestrator.AzureTables;

/// <summary>
/// One row: two keys and up to 252 properties. Values are <see cref="string"/>, <see cref="int"/>, <see cref="long"/>, <see cref="double"/>,
/// <see cref="bool"/>, <see cref="DateTimeOffset"/>, <see cref="Guid"/>, <c>byte[]</c> or, for writing, <see cref="ReadOnlyMemory{T}"/> of bytes.
/// </summary>
public sealed class TableEntity : IEnumerable<KeyValuePair<string, object>>
{
    private readonly Dictionary<string, object> _properties = new(StringComparer.Ordinal);

    /// <summary>An entity without keys.</summary>
    public TableEntity()
        : this("", "")
    {
    }

    /// <summary>An entity with keys.</summary>
    public TableEntity(string partitionKey, string rowKey)
    {
        PartitionKey = partitionKey;
        RowKey = rowKey;
    }

    /// <summary>Entities with equal partition keys are stored together and can be changed in one transaction.</summary>
    public string PartitionKey { get; set; }

    /// <summary>Unique within the partition; entities are ordered by it, ordinal.</summary>
    public string RowKey { get; set; }

    /// <summary>When the service last wrote the entity, by its own clock; null on entities that do not come from it.</summary>
    public DateTimeOffset? Timestamp { get; set; }

    /// <summary>Version of the entity.</summary>
    public ETag ETag { get; set; }

    /// <summary>Names of the properties besides keys and timestamp.</summary>
    public IReadOnlyCollection<string> Keys => _properties.Keys;

    /// <summary>A property; null when it is not there.</summary>
    public object? this[string name]
    {
        get => _properties.GetValueOrDefault(name);
        set
        {
            if (value is null)
                _properties.Remove(name);
            else
                _properties[name] = value;
        }
    }

    /// <summary>Adds a property.</summary>
    public void Add(string name, object value) => _properties.Add(name, value);

    /// <summary>A text property.</summary>
    public string? GetString(string name) => (string?)this[name];

    /// <summary>A number of 32 bits.</summary>
    public int? GetInt32(string name) => (int?)this[name];

    /// <summary>A number of 64 bits.</summary>
    public long? GetInt64(string name) => this[name] is int small ? small : (long?)this[name];

    /// <summary>A truth value.</summary>
    public bool? GetBoolean(string name) => (bool?)this[name];

    /// <summary>A point in time.</summary>
    public DateTimeOffset? GetDateTimeOffset(string name) => (DateTimeOffset?)this[name];

    /// <summary>Bytes.</summary>
    public byte[]? GetBinary(string name) => (byte[]?)this[name];

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, object>> GetEnumerator() => _properties.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
