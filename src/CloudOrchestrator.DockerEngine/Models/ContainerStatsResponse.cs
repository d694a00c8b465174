using System.Text.Json.Serialization;

namespace CloudOrchestrator.DockerEngine.Models;

/// <summary>What a container uses.</summary>
public sealed record ContainerStatsResponse
{
    [JsonPropertyName("read")]
    public DateTimeOffset Read { get; init; }

    [JsonPropertyName("cpu_stats")]
    public CPUStats CPUStats { get; init; } = new();

    [JsonPropertyName("memory_stats")]
    public MemoryStats MemoryStats { get; init; } = new();

    [JsonPropertyName("pids_stats")]
    public PidsStats? PidsStats { get; init; }
}
