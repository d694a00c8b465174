namespace CloudOrchestrator.NodeAgent.Runtime;

/// <summary>What a container uses.</summary>
/// <param name="At">When it was measured.</param>
/// <param name="CpuNanoseconds">CPU time since its start.</param>
/// <param name="MemoryBytes">Memory charged to it.</param>
/// <param name="WorkingSetBytes">Memory that cannot be reclaimed: usage without inactive file pages.</param>
/// <param name="ResidentBytes">Anonymous memory.</param>
/// <param name="ProcessCount">Its processes.</param>
public sealed record ContainerUsage(
    DateTimeOffset At, ulong CpuNanoseconds, ulong MemoryBytes, ulong WorkingSetBytes, ulong ResidentBytes, ulong ProcessCount);
