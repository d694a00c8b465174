using System.Text.Json.Serialization;

namespace CloudOrchestrator.DockerEngine.Models;

/// <summary>Processes.</summary>
public sealed record PidsStats
{
    [JsonPropertyName("current")]
    public ulong Current { get; init; }
}
