namespace CloudOrchestrator.ApiServer.Writing;

/// <summary>Finds single fields in the JSON of a pod without decoding it. What is wrong with the text is for the decoder to say.</summary>
internal static class PodBody
{
    private static JsonReaderOptions Options => new() { MaxDepth = ObjectJsonReader.DepthMax };

    /// <summary>Where metadata.name lies; at the end and of length 0 when there is none. False when it is not written plainly, or the text is no JSON.</summary>
    public static bool TryFindName(ReadOnlySpan<byte> body, out (int Start, int Length) at)
    {
        at = (body.Length, 0);
        try
        {
            var reader = new Utf8JsonReader(body, Options);
            if (!reader.Read() || !Enter(ref reader, "metadata"u8) || !Enter(ref reader, "name"u8))
                return true;
            at = ((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length);
            return reader.TokenType == JsonTokenType.String && !reader.ValueIsEscaped && at.Length > 0;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>spec.serviceAccountName; null when it is not given. False when the pod brings managedFields of its own, or the text is no JSON.</summary>
    public static bool TryReadAccount(ReadOnlySpan<byte> body, out string? account)
    {
        account = null;
        try
        {
            var reader = new Utf8JsonReader(body, Options);
            if (reader.Read() && Enter(ref reader, "metadata"u8) && Enter(ref reader, "managedFields"u8))
                return false;
            reader = new Utf8JsonReader(body, Options);
            if (reader.Read() && Enter(ref reader, "spec"u8) && Enter(ref reader, "serviceAccountName"u8))
                account = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
            return true;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // A text that is no JSON, or a string that is no UTF-8.
            return false;
        }
    }

    // Moves from the beginning of an object to the value of one of its fields; false, and to the object's end, when it is absent or this is no object.
    private static bool Enter(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            return false;
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
