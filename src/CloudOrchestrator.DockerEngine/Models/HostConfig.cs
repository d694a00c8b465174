using System.Text.Json.Serialization;

namespace CloudOrchestrator.DockerEngine.Models;

/// <summary>What a container may use of its host.</summary>
public sealed record HostConfig
{
    public IList<Mount>? Mounts { get; init; }

    public string? NetworkMode { get; init; }

    public string? IpcMode { get; init; }

    public string? PidMode { get; init; }

    public LogConfig? LogConfig { get; init; }

    public RestartPolicy? RestartPolicy { get; init; }

    public bool Privileged { get; init; }

    public bool ReadonlyRootfs { get; init; }

    public IList<string>? CapAdd { get; init; }

    public IList<string>? CapDrop { get; init; }

    public IList<string>? GroupAdd { get; init; }

    public IList<string>? SecurityOpt { get; init; }

    public IList<string>? MaskedPaths { get; init; }

    public IList<string>? ReadonlyPaths { get; init; }

    public IDictionary<string, string>? Sysctls { get; init; }

    [JsonPropertyName("CpuShares")]
    public long CPUShares { get; init; }

    [JsonPropertyName("CpuQuota")]
    public long CPUQuota { get; init; }

    [JsonPropertyName("CpuPeriod")]
    public long CPUPeriod { get; init; }

    public long Memory { get; init; }

    public long MemorySwap { get; init; }

    public int OomScoreAdj { get; init; }
}
