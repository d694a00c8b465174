using System.Globalization;
using System.Text.Json;

namespace CloudOrchestrator.Testing.Azure.StrictTables;

/// <summary>Entities in JSON.</summary>
internal static class EntityBody
{
    public static (string? PartitionKey, string? RowKey, Dictionary<string, object> Properties) Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var root = json.RootElement;
            var properties = new Dictionary<string, object>(StringComparer.Ordinal);
            foreach (var property in root.EnumerateObject())
            {
                if (property.Name is "PartitionKey" or "RowKey" or "Timestamp" || property.Name.Contains("odata.", StringComparison.Ordinal) || property.Value.ValueKind == JsonValueKind.Null)
                    continue;
                var type = root.TryGetProperty(property.Name + "@odata.type", out var given) ? given.GetString() : null;
                properties[property.Name] = Value(property.Value, type);
            }

            return (Text(root, "PartitionKey"), Text(root, "RowKey"), properties);
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException)
        {
            throw TableRefusal.Bad("InvalidInput", $"An error occurred while processing this request: {exception.Message}");
        }
    }

    public static Dictionary<string, object?> Write(StoredEntity entity, IReadOnlyCollection<string>? select, bool metadata)
    {
        var result = new Dictionary<string, object?>();
        if (metadata)
            result["odata.etag"] = entity.ETag;
        if (Wanted("PartitionKey"))
            result["PartitionKey"] = entity.PartitionKey;
        if (Wanted("RowKey"))
            result["RowKey"] = entity.RowKey;
        if (Wanted("Timestamp"))
            result["Timestamp"] = Time(entity.Timestamp);
        foreach (var (name, value) in entity.Properties.Where(property => Wanted(property.Key)))
        {
            if (metadata && TypeOf(value) is { } type)
                result[name + "@odata.type"] = type;
            result[name] = value switch
            {
                long number => number.ToString(CultureInfo.InvariantCulture),
                byte[] bytes => Convert.ToBase64String(bytes),
                DateTimeOffset time => Time(time),
                Guid id => id.ToString("D"),
                _ => value,
            };
        }

        return result;

        bool Wanted(string name) => select is null || select.Contains(name);
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", CultureInfo.InvariantCulture);

    private static string? TypeOf(object value) => value switch
    {
        long => "Edm.Int64",
        byte[] => "Edm.Binary",
        DateTimeOffset => "Edm.DateTime",
        Guid => "Edm.Guid",
        double => "Edm.Double",
        _ => null,
    };

    private static string? Text(JsonElement root, string name) => root.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static object Value(JsonElement value, string? type) => type switch
    {
        "Edm.Int64" => long.Parse(value.GetString()!, CultureInfo.InvariantCulture),
        "Edm.Binary" => value.GetBytesFromBase64(),
        "Edm.DateTime" => value.GetDateTimeOffset().ToUniversalTime(),
        "Edm.Guid" => value.GetGuid(),
        "Edm.Double" => value.GetDouble(),
        _ => value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!,
            JsonValueKind.True or JsonValueKind.False => value.GetBoolean(),
            JsonValueKind.Number => value.TryGetInt32(out var number) ? (object)number : value.GetDouble(),
            _ => throw new FormatException($"a property must not be {value.ValueKind}"),
        },
    };
}
