namespace CloudOrchestrator.NodeAgent.Runtime;

/// <summary>How much of the node a container may use.</summary>
public sealed record ContainerLimits
{
    /// <summary>Weight among containers that compete for CPU; 0 for the engine's default.</summary>
    public long CpuShares { get; init; }

    /// <summary>CPU time in microseconds per <see cref="CpuPeriodMicros"/>; 0 for no limit.</summary>
    public long CpuQuotaMicros { get; init; }

    /// <summary>Period of the quota.</summary>
    public long CpuPeriodMicros { get; init; }

    /// <summary>Memory in bytes; 0 for no limit.</summary>
    public long MemoryBytes { get; init; }

    /// <summary>The kernel's preference for killing it when memory is short, -1000 to 1000.</summary>
    public int OomScoreAdjust { get; init; }
}
