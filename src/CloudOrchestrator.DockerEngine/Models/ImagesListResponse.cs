using System.Text.Json.Serialization;

namespace CloudOrchestrator.DockerEngine.Models;

/// <summary>An image in a list.</summary>
public sealed record ImagesListResponse
{
    [JsonPropertyName("Id")]
    public string ID { get; init; } = "";

    public IList<string>? RepoTags { get; init; }

    public IList<string>? RepoDigests { get; init; }

    public long Size { get; init; }
}
