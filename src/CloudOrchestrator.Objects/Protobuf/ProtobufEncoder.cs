using System.Text;

namespace CloudOrchestrator.Objects.Protobuf;

/// <summary>Encodes an object in canonical JSON form as a message, driven by its schema.</summary>
internal sealed class ProtobufEncoder(ProtobufWriter writer)
{
    /// <summary>Writes the fields of an object.</summary>
    public void Fields(JsonObject value, SchemaNode schema)
    {
        foreach (var group in schema.ProtobufLayout.GroupNumbers.Reverse())
        {
            var before = writer.Length;
            FieldsInside(value, schema, group);
            if (writer.Length > before)
                writer.EndMessage(group, before);
        }
        FieldsInside(value, schema, 0);
    }

    private void FieldsInside(JsonObject value, SchemaNode schema, int group)
    {
        for (var i = value.Count - 1; i >= 0; i--)
        {
            var (name, content) = value.GetAt(i);
            if (content is not null && schema.FieldsByName.TryGetValue(name, out var field) && field.Inside == group && field.Number > 0)
                Value(field.Number, content, field.Node);
        }
    }

    private void Value(int number, JsonNode value, SchemaNode schema)
    {
        var before = writer.Length;
        switch (schema.Type)
        {
            case SchemaType.Array:
                Items(number, value.AsArray(), schema.Items!);
                break;
            case SchemaType.Map:
                Entries(number, value.AsObject(), schema.Items!);
                break;
            case SchemaType.Object:
                Fields(value.AsObject(), schema);
                writer.EndMessage(number, before);
                break;
            case SchemaType.String:
                writer.Bytes(number, Encoding.UTF8.GetBytes(value.GetValue<string>()));
                break;
            case SchemaType.Bytes:
                writer.Bytes(number, Convert.FromBase64String(value.GetValue<string>()));
                break;
            case SchemaType.Boolean:
                writer.Varint(number, value.GetValue<bool>() ? 1 : 0);
                break;
            case SchemaType.Int32 or SchemaType.Int64:
                writer.Varint(number, value.GetValue<long>());
                break;
            case SchemaType.Number:
                writer.Fixed64(number, BitConverter.DoubleToUInt64Bits(value.GetValue<double>()));
                break;
            default:
                WrappedMessage.Encode(writer, value, schema.Type);
                writer.EndMessage(number, before);
                break;
        }
    }

    private void Items(int number, JsonArray list, SchemaNode items)
    {
        for (var i = list.Count - 1; i >= 0; i--)
        {
            if (list[i] is { } item)
                Value(number, item, items);
            else
                writer.EndMessage(number, writer.Length);
        }
    }

    private void Entries(int number, JsonObject map, SchemaNode items)
    {
        for (var i = map.Count - 1; i >= 0; i--)
        {
            var (key, value) = map.GetAt(i);
            var before = writer.Length;
            if (value is JsonArray list)
            {
                Items(1, list, items.Items!);
                writer.EndMessage(2, before);
            }
            else if (value is not null)
            {
                Value(2, value, items);
            }
            writer.Bytes(1, Encoding.UTF8.GetBytes(key));
            writer.EndMessage(number, before);
        }
    }
}
