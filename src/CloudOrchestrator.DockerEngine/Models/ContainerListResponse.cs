using System.Text.Json.Serialization;

namespace CloudOrchestrator.DockerEngine.Models;

/// <summary>A container in a list.</summary>
public sealed record ContainerListResponse
{
    [JsonPropertyName("Id")]
    public string ID { get; init; } = "";

    public IDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public string State { get; init; } = "";

    public string Image { get; init; } = "";

    public string ImageID { get; init; } = "";
}
