using System.Text.Json.Serialization;

namespace CloudOrchestrator.DockerEngine.Models;

/// <summary>A line of a progress stream.</summary>
public sealed record JSONMessage
{
    [JsonPropertyName("id")]
    public string? ID { get; init; }

    [JsonPropertyName("status")]
    public string? Status { get; init; }

    [JsonPropertyName("progressDetail")]
    public JSONProgress? Progress { get; init; }

    [JsonPropertyName("errorDetail")]
    public JSONError? Error { get; init; }

    [JsonPropertyName("error")]
    public string? ErrorMessage { get; init; }
}
