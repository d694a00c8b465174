using System.Buffers;

namespace CloudOrchestrator.Objects.Apply;

/// <summary>One entry of <c>metadata.managedFields</c>: who manages which fields, through which operation.</summary>
internal sealed class ManagerEntry
{
    private const int BytesKept = 64 * 1024;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? t_buffer;

    [ThreadStatic]
    private static Utf8JsonWriter? t_writer;

    private JsonObject? _encoded;
    private FieldSet? _set;

    /// <summary>An entry with a set of fields.</summary>
    public ManagerEntry(ManagerKey key, string apiVersion, FieldSet set)
    {
        Key = key;
        ApiVersion = apiVersion;
        _set = set;
    }

    /// <summary>An entry as stored; its set is decoded when it is needed.</summary>
    public ManagerEntry(ManagerKey key, string apiVersion, string time, JsonObject encoded)
    {
        Key = key;
        ApiVersion = apiVersion;
        Time = time;
        _encoded = encoded;
    }

    public ManagerKey Key { get; }

    public string ApiVersion { get; set; }

    /// <summary>When the set last changed, RFC 3339; empty when unknown.</summary>
    public string Time { get; set; } = "";

    public FieldSet Set
    {
        get => _set ??= FieldSetJson.Decode(_encoded!);
        set
        {
            _set = value;
            _encoded = null;
        }
    }

    /// <summary>True when the entry has some path of the set.</summary>
    public bool Overlaps(FieldSet paths) => _encoded is not null ? FieldSetJson.Overlaps(paths, _encoded) : !Set.Intersection(paths).IsEmpty;

    /// <summary>True when the entry has every path of the set.</summary>
    public bool Covers(FieldSet paths) => _encoded is not null ? FieldSetJson.Covers(_encoded, paths) : paths.IsSubsetOf(Set);

    /// <summary>The entry as managedFields holds it.</summary>
    public JsonObject Encode()
    {
        var result = new JsonObject();
        if (Key.Manager.Length > 0)
            result.Add("manager", Key.Manager);
        result.Add("operation", Key.Applied ? ManagerKey.Apply : ManagerKey.Update);
        result.Add("apiVersion", ApiVersion);
        if (Time.Length > 0)
            result.Add("time", Time);
        result.Add("fieldsType", "FieldsV1");
        result.Add("fieldsV1", _encoded is not null ? _encoded.DeepClone() : FieldSetJson.Encode(Set));
        if (Key.Subresource.Length > 0)
            result.Add("subresource", Key.Subresource);
        return result;
    }

    /// <summary>managedFields that consist of one entry, whose set is given as text.</summary>
    public static JsonNode EncodeOnly(ManagerKey key, string apiVersion, string time, ReadOnlySpan<byte> fields, bool asText)
    {
        t_buffer ??= new ArrayBufferWriter<byte>(1024);
        t_writer ??= new Utf8JsonWriter(t_buffer, FieldSetJson.Plain);
        var (buffer, writer) = (t_buffer, t_writer);
        buffer.ResetWrittenCount();
        writer.Reset();
        writer.WriteStartArray();
        writer.WriteStartObject();
        writer.WriteString("manager"u8, key.Manager);
        writer.WriteString("operation"u8, key.Applied ? ManagerKey.Apply : ManagerKey.Update);
        writer.WriteString("apiVersion"u8, apiVersion);
        writer.WriteString("time"u8, time);
        writer.WriteString("fieldsType"u8, "FieldsV1"u8);
        writer.WritePropertyName("fieldsV1"u8);
        writer.WriteRawValue(fields, skipInputValidation: true);
        if (key.Subresource.Length > 0)
            writer.WriteString("subresource"u8, key.Subresource);
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.Flush();
        if (buffer.Capacity > BytesKept)
            (t_buffer, t_writer) = (null, null);
        return asText ? JsonText.ToNode(buffer.WrittenSpan) : JsonNode.Parse(buffer.WrittenSpan)!;
    }
}
