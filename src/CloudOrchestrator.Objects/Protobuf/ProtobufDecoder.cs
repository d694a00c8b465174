using System.Text;

namespace CloudOrchestrator.Objects.Protobuf;

/// <summary>Decodes one message into JSON form, driven by its schema.</summary>
internal sealed class ProtobufDecoder
{
    private int _depth;

    /// <summary>What was wrong with the message; empty when nothing was.</summary>
    public string Problem { get; private set; } = "";

    /// <summary>Decodes the fields of a message into <paramref name="target"/>; repeated messages merge. Returns false when the message is malformed.</summary>
    public bool TryMessage(ReadOnlySpan<byte> data, ProtobufLayout layout, JsonObject target)
    {
        if (++_depth > ObjectJsonReader.DepthMax)
            return Fail($"exceeded max depth of {ObjectJsonReader.DepthMax}");
        var reader = new ProtobufReader(data);
        while (!reader.AtEnd)
        {
            if (!reader.TryTag(out var number, out var wire))
                return Fail(reader.Problem);
            if (!TryField(ref reader, number, wire, layout, target))
                return Fail(reader.Problem);
        }
        _depth--;
        return true;
    }

    private bool TryField(ref ProtobufReader reader, int number, WireType wire, ProtobufLayout layout, JsonObject target)
    {
        if (layout.Field(number) is { } field)
        {
            target.TryGetPropertyValue(field.JsonName, out var existing);
            if (!TryValue(ref reader, wire, field.Node, field.JsonName, existing, out var value))
                return false;
            if (existing is null || !ReferenceEquals(existing, value))
                target[field.JsonName] = value;
            return true;
        }
        if (layout.Group(number) is { } group && wire == WireType.Bytes)
            return reader.TryBytes(out var inner) && TryMessage(inner, group, target);
        return reader.TrySkip(wire);
    }

    private bool TryValue(ref ProtobufReader reader, WireType wire, SchemaNode schema, string name, JsonNode? existing, out JsonNode? value)
    {
        value = null;
        switch (schema.Type)
        {
            case SchemaType.Array:
                var list = existing as JsonArray ?? [];
                value = list;
                return TryItems(ref reader, wire, schema.Items!, name, list);
            case SchemaType.Map:
                var map = existing as JsonObject ?? [];
                value = map;
                return CheckWire(wire, WireType.Bytes, name) && reader.TryBytes(out var entry) && TryEntry(entry, schema.Items!, name, map);
            case SchemaType.Object:
                var message = existing as JsonObject ?? [];
                value = message;
                return CheckWire(wire, WireType.Bytes, name) && reader.TryBytes(out var content) && TryMessage(content, schema.ProtobufLayout, message);
            default:
                return TryScalar(ref reader, wire, schema.Type, name, out value);
        }
    }

    private bool TryItems(ref ProtobufReader reader, WireType wire, SchemaNode items, string name, JsonArray list)
    {
        var natural = WireOf(items.Type);
        if (wire != WireType.Bytes || natural == WireType.Bytes)
        {
            if (!TryValue(ref reader, wire, items, name, null, out var item))
                return false;
            list.Add(item);
            return true;
        }
        if (!reader.TryBytes(out var packed))
            return false;
        var inner = new ProtobufReader(packed);
        while (!inner.AtEnd)
        {
            if (!TryScalar(ref inner, natural, items.Type, name, out var item))
                return Fail(inner.Problem);
            list.Add(item);
        }
        return true;
    }

    private bool TryEntry(ReadOnlySpan<byte> entry, SchemaNode items, string name, JsonObject map)
    {
        var reader = new ProtobufReader(entry);
        var key = "";
        var value = Absent(items.Type);
        while (!reader.AtEnd)
        {
            if (!reader.TryTag(out var number, out var wire))
                return Fail(reader.Problem);
            var read = number switch
            {
                1 => CheckWire(wire, WireType.Bytes, name) && TryText(ref reader, out key),
                2 when items.Type == SchemaType.Array => CheckWire(wire, WireType.Bytes, name) && TryListMessage(ref reader, items, name, out value),
                2 => TryValue(ref reader, wire, items, name, null, out value),
                _ => reader.TrySkip(wire),
            };
            if (!read)
                return Fail(reader.Problem);
        }
        map[key] = value;
        return true;
    }

    /// <summary>A list as a value of a map is a message whose field 1 is the list.</summary>
    private bool TryListMessage(ref ProtobufReader reader, SchemaNode schema, string name, out JsonNode? value)
    {
        var list = new JsonArray();
        value = list;
        if (!reader.TryBytes(out var content))
            return false;
        var inner = new ProtobufReader(content);
        while (!inner.AtEnd)
        {
            if (!inner.TryTag(out var number, out var wire) || !(number == 1 ? TryItems(ref inner, wire, schema.Items!, name, list) : inner.TrySkip(wire)))
                return Fail(inner.Problem);
        }
        return true;
    }

    private bool TryScalar(ref ProtobufReader reader, WireType wire, SchemaType type, string name, out JsonNode? value)
    {
        value = null;
        if (!CheckWire(wire, WireOf(type), name))
            return false;
        ulong number;
        switch (type)
        {
            case SchemaType.String:
                var read = TryText(ref reader, out var text);
                value = JsonValue.Create(text);
                return read;
            case SchemaType.Boolean:
                if (!reader.TryVarint(out number))
                    return false;
                value = JsonValue.Create(number != 0);
                return true;
            case SchemaType.Int32 or SchemaType.Int64:
                if (!reader.TryVarint(out number))
                    return false;
                value = JsonNumbers.Create(type == SchemaType.Int32 ? unchecked((int)number) : unchecked((long)number));
                return true;
            case SchemaType.Number:
                if (!reader.TryFixed64(out number))
                    return false;
                var real = BitConverter.UInt64BitsToDouble(number);
                value = JsonValue.Create(real);
                return double.IsFinite(real) || Fail($"json: unsupported value for field {name}");
            default:
                return reader.TryBytes(out var content) && TryWrapped(content, type, out value);
        }
    }

    private bool TryWrapped(ReadOnlySpan<byte> content, SchemaType type, out JsonNode? value)
    {
        if (type == SchemaType.Bytes)
        {
            value = JsonValue.Create(Convert.ToBase64String(content));
            return true;
        }
        return WrappedMessage.TryDecode(content, type, out value, out var problem) || Fail(problem);
    }

    private static bool TryText(ref ProtobufReader reader, out string text)
    {
        var read = reader.TryBytes(out var bytes);
        text = Encoding.UTF8.GetString(bytes);
        return read;
    }

    private static JsonNode? Absent(SchemaType type) => type switch
    {
        SchemaType.String or SchemaType.Bytes => JsonValue.Create(""),
        SchemaType.Quantity => JsonValue.Create("0"),
        SchemaType.Boolean => JsonValue.Create(false),
        SchemaType.Int32 or SchemaType.Int64 or SchemaType.Number or SchemaType.IntOrString => JsonNumbers.Create(0),
        SchemaType.Object or SchemaType.Map => new JsonObject(),
        SchemaType.Array => new JsonArray(),
        _ => null,
    };

    private static WireType WireOf(SchemaType type) => type switch
    {
        SchemaType.Int32 or SchemaType.Int64 or SchemaType.Boolean => WireType.Varint,
        SchemaType.Number => WireType.Fixed64,
        _ => WireType.Bytes,
    };

    private bool CheckWire(WireType actual, WireType expected, string name) =>
        actual == expected || Fail($"proto: wrong wireType = {(int)actual} for field {name}");

    private bool Fail(string problem)
    {
        if (Problem.Length == 0)
            Problem = problem;
        return false;
    }
}
