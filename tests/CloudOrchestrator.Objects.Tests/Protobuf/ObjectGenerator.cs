namespace CloudOrchestrator.Objects.Tests.Protobuf;

/// <summary>Makes objects of any schema from a seed. Lists and maps are never empty: the wire cannot tell those from absent ones.</summary>
internal sealed class ObjectGenerator(int seed)
{
    private const int DepthMax = 12;

    private readonly Random _random = new(seed);
    private int _depth;

    public JsonObject Object(SchemaNode schema)
    {
        var result = new JsonObject();
        _depth++;
        foreach (var field in schema.Fields)
        {
            if (_depth < DepthMax && _random.Next(3) > 0)
                result[field.JsonName] = Value(field.Node);
        }
        _depth--;
        return result;
    }

    private JsonNode? Value(SchemaNode schema) => schema.Type switch
    {
        SchemaType.Object => Object(schema),
        SchemaType.Map => new JsonObject(Enumerable.Range(0, _random.Next(1, 3)).Select(i => KeyValuePair.Create($"k{i}{_random.Next(9)}", Value(schema.Items!)))),
        SchemaType.Array => new JsonArray([.. Enumerable.Range(0, _random.Next(1, 3)).Select(_ => Value(schema.Items!))]),
        SchemaType.String => JsonValue.Create(Text()),
        SchemaType.Int32 => JsonValue.Create(_random.Next(4) == 0 ? 0 : _random.Next(int.MinValue, int.MaxValue)),
        SchemaType.Int64 => JsonValue.Create(_random.Next(4) == 0 ? 0 : _random.NextInt64(long.MinValue, long.MaxValue)),
        SchemaType.Number => JsonValue.Create(_random.NextDouble()),
        SchemaType.Boolean => JsonValue.Create(_random.Next(2) == 0),
        SchemaType.Bytes => JsonValue.Create(Convert.ToBase64String(Encoding.UTF8.GetBytes(Text()))),
        SchemaType.IntOrString => _random.Next(2) == 0 ? JsonValue.Create(_random.Next(-5, 70_000)) : JsonValue.Create(Text()),
        SchemaType.Quantity => JsonValue.Create($"{_random.Next(5000)}{((string[])["", "m", "Ki", "Gi", "k"])[_random.Next(5)]}"),
        SchemaType.Time => JsonValue.Create(Timestamps.Format(DateTimeOffset.FromUnixTimeSeconds(_random.NextInt64(-2_000_000_000, 4_000_000_000)))),
        SchemaType.MicroTime => JsonValue.Create(Timestamps.FormatMicro(DateTimeOffset.UnixEpoch.AddMicroseconds(_random.Next(int.MinValue, int.MaxValue)))),
        SchemaType.Duration => JsonValue.Create($"{_random.Next(1, 100)}m{_random.Next(60)}.5s"),
        _ => new JsonObject { ["f:metadata"] = new JsonObject { ["."] = new JsonObject() } },
    };

    private string Text() => ((string[])["", "a", "web-1", "Ünïcode ✓ 🙂", "a\"b\\c\n"])[_random.Next(5)];
}
