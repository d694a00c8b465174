using System.Text.Json;
using System.Text.Json.Nodes;

namespace CloudOrchestrator.ServiceBus.Doorbells;

/// <summary>The body of a ring.</summary>
internal static class DoorbellMessage
{
    public static string Encode(IEnumerable<string> streams, string? traceParent)
    {
        var body = new JsonObject { ["streams"] = new JsonArray([.. streams.Select(stream => JsonValue.Create(stream))]) };
        if (traceParent is not null)
            body["traceparent"] = traceParent;
        return body.ToJsonString();
    }

    /// <summary>The streams and the trace context; null when the body is not a ring.</summary>
    public static (IReadOnlyList<string> Streams, string? TraceParent)? Decode(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("streams", out var streams)
                && streams.ValueKind == JsonValueKind.Array && streams.EnumerateArray().All(stream => stream.ValueKind == JsonValueKind.String)
                ? ([.. streams.EnumerateArray().Select(stream => stream.GetString()!)], Trace(json.RootElement))
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Trace(JsonElement root) =>
        root.TryGetProperty("traceparent", out var trace) && trace.ValueKind == JsonValueKind.String ? trace.GetString() : null;
}
