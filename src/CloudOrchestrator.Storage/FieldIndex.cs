namespace CloudOrchestrator.Storage;

/// <summary>Makes functions that read one string field of a stored object without decoding the rest.</summary>
public static class FieldIndex
{
    /// <summary>Reads the string at a path of field names, such as <c>spec</c>, <c>nodeName</c>; null when it is absent, empty or no string.</summary>
    public static Func<StoredObject, string?> Path(params string[] names)
    {
        var path = names.Select(name => System.Text.Encoding.UTF8.GetBytes(name)).ToArray();
        return stored => Read(stored.Utf8.Span, path);
    }

    /// <summary>
    /// Groups objects that have the same labels in the same order: the value is the namespace, a line break and the labels as they are written, which other
    /// groups may share in another order.
    /// </summary>
    public static string Labels(StoredObject stored) => LabelsPrefix(stored.Key.Namespace) + System.Text.Encoding.UTF8.GetString(stored.LabelsText);

    /// <summary>What the values of <see cref="Labels"/> begin with in a namespace.</summary>
    public static string LabelsPrefix(string @namespace) => @namespace + "\n";

    /// <summary>Reads the first entry of an object of strings at a path of field names, such as a selector, as <see cref="Entry"/>; null when there is none.</summary>
    public static Func<StoredObject, string?> FirstEntry(params string[] names)
    {
        var path = names.Select(name => System.Text.Encoding.UTF8.GetBytes(name)).ToArray();
        return stored => ReadEntry(stored.Key.Namespace, stored.Utf8.Span, path);
    }

    /// <summary>
    /// An index that only puts objects in an order: each has a value of its own, which may change at every write. <see cref="WriteGuard"/>s cannot name its values,
    /// which are therefore not remembered.
    /// </summary>
    public static Func<StoredObject, string?> OrderOnly(Func<StoredObject, string?> read) => new Ordering(read).Read;

    /// <summary>
    /// An index in which an object stands once for each of its values, such as the ports it takes; they must not contain line breaks. <see cref="WriteGuard"/>s cannot name
    /// them.
    /// </summary>
    public static Func<StoredObject, string?> Several(Func<StoredObject, IEnumerable<string>> read) => new Values(read).Read;

    /// <summary>
    /// The indexes of several parts of a process, which all read the same store. Parts that give one index the same name mean the same by it.
    /// </summary>
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, Func<StoredObject, string?>>> Union(
        params IReadOnlyDictionary<string, IReadOnlyDictionary<string, Func<StoredObject, string?>>>[] parts) => parts
            .SelectMany(part => part)
            .GroupBy(stream => stream.Key, stream => stream.Value, StringComparer.Ordinal)
            .ToDictionary(
                stream => stream.Key,
                IReadOnlyDictionary<string, Func<StoredObject, string?>> (stream) => stream
                    .SelectMany(indexes => indexes)
                    .DistinctBy(index => index.Key, StringComparer.Ordinal)
                    .ToDictionary(StringComparer.Ordinal),
                StringComparer.Ordinal);

    internal static bool IsOrderOnly(Func<StoredObject, string?> read) => read.Target is Ordering;

    internal static bool IsSeveral(Func<StoredObject, string?> read) => read.Target is Values;

    internal static IEnumerable<string> Split(string? values) => values?.Split(Values.Separator) ?? [];

    /// <summary>The value of <see cref="FirstEntry"/> for an entry.</summary>
    public static string Entry(string @namespace, string key, string value) => $"{@namespace}\n{key}={value}";

    private static string? ReadEntry(string @namespace, ReadOnlySpan<byte> utf8, byte[][] path)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = ObjectJsonReader.DepthMax });
        if (!Find(ref reader, path) || reader.TokenType != JsonTokenType.StartObject || !reader.Read() || reader.TokenType != JsonTokenType.PropertyName)
            return null;
        var key = reader.GetString()!;
        reader.Read();
        return reader.TokenType == JsonTokenType.String ? Entry(@namespace, key, reader.GetString()!) : null;
    }

    private static bool Find(ref Utf8JsonReader reader, byte[][] path)
    {
        reader.Read();
        foreach (var name in path)
        {
            if (reader.TokenType != JsonTokenType.StartObject || !Enter(ref reader, name))
                return false;
        }

        return true;
    }

    private static string? Read(ReadOnlySpan<byte> utf8, byte[][] path)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = ObjectJsonReader.DepthMax });
        if (!Find(ref reader, path))
            return null;
        return reader.TokenType == JsonTokenType.String && reader.GetString() is { Length: > 0 } value ? value : null;
    }

    private static bool Enter(ref Utf8JsonReader reader, byte[] name)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var found = reader.ValueTextEquals(name);
            reader.Read();
            if (found)
                return true;
            reader.Skip();
        }

        return false;
    }

    // The values of an object are kept as one text.
    private sealed class Values(Func<StoredObject, IEnumerable<string>> read)
    {
        public const char Separator = '\n';

        public string? Read(StoredObject stored) => string.Join(Separator, read(stored).Distinct(StringComparer.Ordinal)) is { Length: > 0 } values ? values : null;
    }

    private sealed class Ordering(Func<StoredObject, string?> read)
    {
        public string? Read(StoredObject stored) => read(stored);
    }
}
