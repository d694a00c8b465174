using System.Text.Json.Serialization;

namespace CloudOrchestrator.Client;

/// <summary>One line of a watch: the type of the event and an object, or the status that ends the watch.</summary>
internal sealed record WatchLine
{
    [JsonPropertyName("type")]
    public string Type { get; init; } = "";

    [JsonPropertyName("object")]
    public JsonElement Object { get; init; }
}
