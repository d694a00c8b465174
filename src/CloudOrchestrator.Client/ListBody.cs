using System.Text.Json.Serialization;

namespace CloudOrchestrator.Client;

/// <summary>A list as the API sends it.</summary>
internal sealed record ListBody<T>
{
    [JsonPropertyName("metadata")]
    public ListMeta? Metadata { get; init; }

    [JsonPropertyName("items")]
    public IReadOnlyList<T>? Items { get; init; }
}
