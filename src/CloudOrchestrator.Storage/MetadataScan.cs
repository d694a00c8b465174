namespace CloudOrchestrator.Storage;

/// <summary>What indexes need of an object's metadata, found in one forward pass that stops after the metadata.</summary>
internal struct MetadataScan
{
    public string Uid = "";
    public List<string>? OwnerUids;

    /// <summary>The generation; 0 when absent.</summary>
    public long Generation;

    /// <summary>True when there is a deletionTimestamp.</summary>
    public bool Deleting;

    /// <summary>Where the labels object lies in the text; length 0 when absent.</summary>
    public (int Start, int Length) Labels;

    /// <summary>Where the resourceVersion's digits lie in the text; length 0 when absent.</summary>
    public (int Start, int Length) ResourceVersion;

    private MetadataScan(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = ObjectJsonReader.DepthMax });
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("an API object must be a JSON object");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var metadata = reader.ValueTextEquals("metadata"u8);
            reader.Read();
            if (metadata && reader.TokenType == JsonTokenType.StartObject)
            {
                ReadMetadata(ref reader);
                return;
            }

            reader.Skip();
        }
    }

    /// <exception cref="JsonException">The text is no JSON object.</exception>
    public static MetadataScan Of(ReadOnlySpan<byte> utf8) => new(utf8);

    /// <summary>Says where things lie once the resourceVersion's digits have become more or fewer.</summary>
    public void ResizeResourceVersion(int by)
    {
        if (Labels.Start > ResourceVersion.Start)
            Labels.Start += by;
        ResourceVersion.Length += by;
    }

    public static Dictionary<string, string> ReadLabels(ReadOnlySpan<byte> utf8)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        var reader = new Utf8JsonReader(utf8);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = reader.GetString()!;
            reader.Read();
            if (reader.TokenType == JsonTokenType.String)
                labels[key] = reader.GetString()!;
            else
                reader.Skip();
        }

        return labels;
    }

    private void ReadMetadata(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("uid"u8))
            {
                reader.Read();
                if (reader.TokenType == JsonTokenType.String)
                    Uid = reader.GetString()!;
            }
            else if (reader.ValueTextEquals("resourceVersion"u8))
            {
                reader.Read();
                if (reader.TokenType == JsonTokenType.String)
                    ResourceVersion = ((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length);
            }
            else if (reader.ValueTextEquals("generation"u8))
            {
                reader.Read();
                if (reader.TokenType == JsonTokenType.Number)
                    reader.TryGetInt64(out Generation);
            }
            else if (reader.ValueTextEquals("deletionTimestamp"u8))
            {
                reader.Read();
                Deleting = reader.TokenType == JsonTokenType.String;
            }
            else if (reader.ValueTextEquals("labels"u8))
            {
                reader.Read();
                var start = (int)reader.TokenStartIndex;
                if (reader.TokenType == JsonTokenType.StartObject)
                {
                    reader.Skip();
                    Labels = (start, (int)reader.BytesConsumed - start);
                }
            }
            else if (reader.ValueTextEquals("ownerReferences"u8))
            {
                reader.Read();
                ReadOwners(ref reader);
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }
    }

    private void ReadOwners(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.StartObject)
                ReadOwner(ref reader);
            else
                reader.Skip();
        }
    }

    private void ReadOwner(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var uid = reader.ValueTextEquals("uid"u8);
            reader.Read();
            if (uid && reader.TokenType == JsonTokenType.String)
                (OwnerUids ??= []).Add(reader.GetString()!);
            else
                reader.Skip();
        }
    }
}
