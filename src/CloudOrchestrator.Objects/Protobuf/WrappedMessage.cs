using System.Text;

namespace CloudOrchestrator.Objects.Protobuf;

/// <summary>The values that are messages in protobuf and scalars in JSON: quantities, times, durations, integers or strings, embedded JSON.</summary>
internal static class WrappedMessage
{
    public static bool TryDecode(ReadOnlySpan<byte> content, SchemaType type, out JsonNode? value, out string problem)
    {
        value = null;
        problem = "";
        long first = 0, second = 0;
        ReadOnlySpan<byte> bytes = [];
        var reader = new ProtobufReader(content);
        while (!reader.AtEnd)
        {
            if (!reader.TryTag(out var number, out var wire) || !TryPart(ref reader, number, wire, ref first, ref second, ref bytes))
            {
                problem = reader.Problem;
                return false;
            }
        }
        return TryBuild(type, first, second, bytes, content.Length, out value, out problem);
    }

    public static void Encode(ProtobufWriter writer, JsonNode value, SchemaType type)
    {
        switch (type)
        {
            case SchemaType.Quantity or SchemaType.Any:
                writer.Bytes(1, Encoding.UTF8.GetBytes(type == SchemaType.Any ? value.ToJsonString(ObjectJson.Options) : value.GetValue<string>()));
                break;
            case SchemaType.IntOrString:
                var isText = value.GetValueKind() == JsonValueKind.String;
                writer.Bytes(3, isText ? Encoding.UTF8.GetBytes(value.GetValue<string>()) : []);
                writer.Varint(2, isText ? 0 : value.GetValue<int>());
                writer.Varint(1, isText ? 1 : 0);
                break;
            case SchemaType.Duration:
                GoDuration.TryParse(value.GetValue<string>(), out var nanoseconds);
                writer.Varint(1, nanoseconds);
                break;
            default:
                Rfc3339.TryParse(value.GetValue<string>(), out var time, out _);
                writer.Varint(2, type == SchemaType.MicroTime ? time.Ticks % TimeSpan.TicksPerSecond * 100 : 0);
                writer.Varint(1, time.ToUnixTimeSeconds());
                break;
        }
    }

    private static bool TryPart(ref ProtobufReader reader, int number, WireType wire, ref long first, ref long second, ref ReadOnlySpan<byte> bytes)
    {
        if (wire == WireType.Bytes)
            return reader.TryBytes(out bytes);
        if (wire != WireType.Varint)
            return reader.TrySkip(wire);
        if (!reader.TryVarint(out var part))
            return false;
        if (number == 1)
            first = unchecked((long)part);
        else if (number == 2)
            second = unchecked((long)part);
        return true;
    }

    private static bool TryBuild(SchemaType type, long first, long second, ReadOnlySpan<byte> bytes, int length, out JsonNode? value, out string problem)
    {
        value = null;
        problem = "";
        switch (type)
        {
            case SchemaType.Quantity:
                value = JsonValue.Create(bytes.Length == 0 ? "0" : Encoding.UTF8.GetString(bytes));
                return true;
            case SchemaType.IntOrString:
                value = first == 1 ? JsonValue.Create(Encoding.UTF8.GetString(bytes)) : JsonNumbers.Create(unchecked((int)second));
                return true;
            case SchemaType.Duration:
                value = JsonValue.Create(GoDuration.Format(first));
                return true;
            case SchemaType.Time or SchemaType.MicroTime:
                return length == 0 || TryTime(first, second, type == SchemaType.MicroTime, out value, out problem);
            default:
                return bytes.Length == 0 || TryJson(bytes, out value, out problem);
        }
    }

    private static bool TryTime(long seconds, long nanoseconds, bool micro, out JsonNode? value, out string problem)
    {
        value = null;
        problem = "";
        var (earliest, latest) = (DateTimeOffset.MinValue.ToUnixTimeSeconds(), DateTimeOffset.MaxValue.ToUnixTimeSeconds());
        if (seconds < earliest || seconds > latest || nanoseconds is < 0 or > 999_999_999)
        {
            problem = "Time.MarshalJSON: year outside of range [0,9999]";
            return false;
        }
        var time = DateTimeOffset.FromUnixTimeSeconds(seconds).AddTicks(nanoseconds / 100);
        value = JsonValue.Create(micro ? Timestamps.FormatMicro(time) : Timestamps.Format(time));
        return true;
    }

    private static bool TryJson(ReadOnlySpan<byte> json, out JsonNode? value, out string problem)
    {
        value = null;
        problem = "";
        try
        {
            value = JsonNode.Parse(json, null, new JsonDocumentOptions { MaxDepth = ObjectJsonReader.DepthMax });
            return true;
        }
        catch (JsonException exception)
        {
            problem = "embedded JSON is malformed: " + exception.Message;
            return false;
        }
    }
}
