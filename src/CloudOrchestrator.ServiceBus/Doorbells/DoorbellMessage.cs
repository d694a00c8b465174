using System.Text.Json;
using System.Text.Json.Nodes;

namespace CloudOrchestrator.ServiceBus.Doorbells;

/// <summary>The body of a ring.</summary>
internal static class DoorbellMessage
{
    public static string Encode(IEnumerable<string> streams) =>
        new JsonObject { ["streams"] = new JsonArray([.. streams.Select(stream => JsonValue.Create(stream))]) }.ToJsonString();

    /// <summary>The streams; null when the body is not a ring.</summary>
    public static IReadOnlyList<string>? Decode(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("streams", out var streams)
                && streams.ValueKind == JsonValueKind.Array && streams.EnumerateArray().All(stream => stream.ValueKind == JsonValueKind.String)
                ? [.. streams.EnumerateArray().Select(stream => stream.GetString()!)]
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
