using System.Text.Json.Serialization;

namespace CloudOrchestrator.DockerEngine.Models;

/// <summary>Answer to the creation of an exec.</summary>
public sealed record ContainerExecCreateResponse
{
    [JsonPropertyName("Id")]
    public string ID { get; init; } = "";
}
