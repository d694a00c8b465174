using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CloudOrchestrator.ControlPlaneHost.Triggers;

/// <summary>
/// What the Functions host posts for a trigger that is no HTTP. Values come encoded twice, so that a text arrives as JSON inside a JSON string and a batch as one
/// string that holds an array; other versions and settings send the array itself, or base64. All of these are read.
/// </summary>
internal static class TriggerPayload
{
    private const int DepthMax = 4;

    /// <summary>Bodies of the messages of a Service Bus trigger, one or a batch. Messages are expected to be JSON objects; others come as they are.</summary>
    /// <exception cref="FormatException">The body is no payload of a trigger.</exception>
    public static IReadOnlyList<string> Messages(ReadOnlyMemory<byte> body, string binding)
    {
        var data = Parse(body)["Data"] as JsonObject;
        var value = Unwrap(data?[binding] ?? data?.FirstOrDefault().Value, 0) ?? throw new FormatException($"the payload has no Data.{binding}");
        return value is JsonArray batch ? [.. batch.Select(item => Text(Unwrap(item, 0)))] : [Text(value)];
    }

    /// <summary>When the messages of a Service Bus trigger became due, as far as the payload tells.</summary>
    public static IReadOnlyList<DateTimeOffset> Enqueued(ReadOnlyMemory<byte> body) => [.. Metadata(body, "EnqueuedTimeUtc").SelectMany(Time)];

    /// <summary>True when a message of a Service Bus trigger had been delivered before, as far as the payload tells: whoever had it gave it back, or died.</summary>
    public static bool IsRedelivered(ReadOnlyMemory<byte> body) => Metadata(body, "DeliveryCount")
        .Any(item => int.TryParse(Text(item), NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 1);

    // A property of each of the messages, one or a batch.
    private static IEnumerable<JsonNode?> Metadata(ReadOnlyMemory<byte> body, string property)
    {
        var metadata = Parse(body)["Metadata"] as JsonObject;
        var value = Unwrap(metadata?[property + "Array"] ?? metadata?[property], 0);
        return value is JsonArray batch ? batch.Select(item => Unwrap(item, 0)) : [value];
    }

    private static IEnumerable<DateTimeOffset> Time(JsonNode? node)
    {
        if (DateTimeOffset.TryParse(Text(node), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
            yield return time;
    }

    private static JsonObject Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonNode.Parse(body.Span) as JsonObject ?? throw new FormatException("the payload is no JSON object");
        }
        catch (JsonException exception)
        {
            throw new FormatException($"the payload is no JSON: {exception.Message}", exception);
        }
    }

    // Takes off one layer of encoding after the other, as long as there is JSON, or base64 of JSON, below.
    private static JsonNode? Unwrap(JsonNode? node, int depth)
    {
        if (depth == DepthMax || node is not JsonValue value || !value.TryGetValue<string>(out var text))
            return node;
        if (TryParse(text) is { } inner)
            return Unwrap(inner, depth + 1);
        return TryDecode(text) is { } decoded && TryParse(decoded) is { } below ? Unwrap(below, depth + 1) : node;
    }

    private static JsonNode? TryParse(string text)
    {
        if (text.Length == 0 || text[0] is not ('[' or '{' or '"'))
            return null;
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? TryDecode(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : null;
    }

    private static string Text(JsonNode? node) => node switch
    {
        null => "",
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        _ => node.ToJsonString(),
    };
}
