using System.Text.Json.Serialization;

namespace CloudOrchestrator.DockerEngine.Models;

/// <summary>Answer to the creation of a container.</summary>
public sealed record CreateContainerResponse
{
    [JsonPropertyName("Id")]
    public string ID { get; init; } = "";

    public IList<string>? Warnings { get; init; }
}
