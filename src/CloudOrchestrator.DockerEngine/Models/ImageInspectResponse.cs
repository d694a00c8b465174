using System.Text.Json.Serialization;

namespace CloudOrchestrator.DockerEngine.Models;

/// <summary>An image in full.</summary>
public sealed record ImageInspectResponse
{
    [JsonPropertyName("Id")]
    public string ID { get; init; } = "";

    public IList<string>? RepoTags { get; init; }

    public IList<string>? RepoDigests { get; init; }

    public long Size { get; init; }

    public Config? Config { get; init; }
}
