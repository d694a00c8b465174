using System.Text.Json.Serialization;

namespace CloudOrchestrator.DockerEngine.Models;

/// <summary>How far a transfer is.</summary>
public sealed record JSONProgress
{
    [JsonPropertyName("current")]
    public long Current { get; init; }

    [JsonPropertyName("total")]
    public long Total { get; init; }
}
