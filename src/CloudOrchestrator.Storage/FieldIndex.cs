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

    internal static bool IsOrderOnly(Func<StoredObject, string?> read) => read.Target is Ordering;

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

    private sealed class Ordering(Func<StoredObject, string?> read)
    {
        public string? Read(StoredObject stored) => read(stored);
    }
}
