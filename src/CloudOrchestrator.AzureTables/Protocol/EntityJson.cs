using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Azure;

namespace CloudOrchestrator.AzureTables.Protocol;

/// <summary>Entities as the Table service writes them in JSON (OData, minimal metadata).</summary>
internal static class EntityJson
{
    private const string TypeSuffix = "@odata.type";

    public static ReadOnlyMemory<byte> Write(TableEntity entity)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        Write(buffer, entity);
        return buffer.WrittenMemory;
    }

    public static void Write(IBufferWriter<byte> buffer, TableEntity entity)
    {
        using var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true });
        writer.WriteStartObject();
        writer.WriteString("PartitionKey", entity.PartitionKey);
        writer.WriteString("RowKey", entity.RowKey);
        foreach (var (name, value) in entity)
            Write(writer, name, value);
        writer.WriteEndObject();
    }

    public static TableEntity Read(JsonElement json)
    {
        var entity = new TableEntity();
        foreach (var property in json.EnumerateObject())
        {
            switch (property.Name)
            {
                case "PartitionKey":
                    entity.PartitionKey = property.Value.GetString()!;
                    break;
                case "RowKey":
                    entity.RowKey = property.Value.GetString()!;
                    break;
                case "Timestamp":
                    entity.Timestamp = property.Value.GetDateTimeOffset();
                    break;
                case "odata.etag":
                    entity.ETag = new ETag(property.Value.GetString()!);
                    break;
                default:
                    if (!property.Name.Contains("odata.", StringComparison.Ordinal) && property.Value.ValueKind != JsonValueKind.Null)
                        entity[property.Name] = Value(json, property);
                    break;
            }
        }

        return entity;
    }

    private static object Value(JsonElement json, JsonProperty property)
    {
        var value = property.Value;
        switch (value.ValueKind)
        {
            case JsonValueKind.True or JsonValueKind.False:
                return value.GetBoolean();
            case JsonValueKind.Number:
                return value.TryGetInt32(out var number) && TypeOf(json, property.Name) != "Edm.Double" ? (object)number : value.GetDouble();
            default:
                return TypeOf(json, property.Name) switch
                {
                    "Edm.Int64" => long.Parse(value.GetString()!, CultureInfo.InvariantCulture),
                    "Edm.Binary" => value.GetBytesFromBase64(),
                    "Edm.DateTime" => value.GetDateTimeOffset(),
                    "Edm.Guid" => value.GetGuid(),
                    "Edm.Double" => double.Parse(value.GetString()!, CultureInfo.InvariantCulture),
                    _ => value.GetString()!,
                };
        }
    }

    private static string? TypeOf(JsonElement json, string name) => json.TryGetProperty(name + TypeSuffix, out var type) ? type.GetString() : null;

    private static void Write(Utf8JsonWriter writer, string name, object value)
    {
        switch (value)
        {
            case string text:
                writer.WriteString(name, text);
                break;
            case int number:
                writer.WriteNumber(name, number);
                break;
            case bool truth:
                writer.WriteBoolean(name, truth);
                break;
            case long number:
                writer.WriteString(name + TypeSuffix, "Edm.Int64");
                writer.WriteString(name, number.ToString(CultureInfo.InvariantCulture));
                break;
            case double number:
                writer.WriteString(name + TypeSuffix, "Edm.Double");
                writer.WriteNumber(name, number);
                break;
            case DateTimeOffset time:
                writer.WriteString(name + TypeSuffix, "Edm.DateTime");
                writer.WriteString(name, time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", CultureInfo.InvariantCulture));
                break;
            case Guid id:
                writer.WriteString(name + TypeSuffix, "Edm.Guid");
                writer.WriteString(name, id);
                break;
            case byte[] bytes:
                WriteBinary(writer, name, bytes);
                break;
            case ReadOnlyMemory<byte> bytes:
                WriteBinary(writer, name, bytes.Span);
                break;
            default:
                throw new ArgumentException($"property {name} has a value of type {value.GetType().Name}, which the Table service does not know");
        }
    }

    private static void WriteBinary(Utf8JsonWriter writer, string name, ReadOnlySpan<byte> bytes)
    {
        writer.WriteString(name + TypeSuffix, "Edm.Binary");
        writer.WriteBase64String(name, bytes);
    }
}
