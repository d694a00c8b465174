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

    private static string? Read(ReadOnlySpan<byte> utf8, byte[][] path)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = ObjectJsonReader.DepthMax });
        reader.Read();
        foreach (var name in path)
        {
            if (reader.TokenType != JsonTokenType.StartObject || !Enter(ref reader, name))
                return null;
        }

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
}
