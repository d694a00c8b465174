using System.Text.Json.Serialization;

namespace CloudOrchestrator.DockerEngine.Models;

/// <summary>CPU time used.</summary>
public sealed record CPUUsage
{
    [JsonPropertyName("total_usage")]
    public ulong TotalUsage { get; init; }
}
