using System.Text.Json.Serialization;

namespace CloudOrchestrator.DockerEngine.Models;

/// <summary>A container in full.</summary>
public sealed record ContainerInspectResponse
{
    [JsonPropertyName("Id")]
    public string ID { get; init; } = "";

    public string Name { get; init; } = "";

    public DateTimeOffset Created { get; init; }

    public string Image { get; init; } = "";

    public ContainerState State { get; init; } = new();

    public Config Config { get; init; } = new();
}
