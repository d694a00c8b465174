using CloudOrchestrator.NodeAgent.Nodes;

namespace CloudOrchestrator.NodeAgent.Simulated;

/// <summary>A machine of a given size that does nothing.</summary>
public sealed class PretendMachine(string name, int processorCount, long memoryBytes, TimeProvider time) : IMachine
{
    private const long DiskBytes = 100L << 30;

    private readonly DateTimeOffset _bootedAt = time.GetUtcNow();

    /// <inheritdoc/>
    public MachineIdentity Identity { get; } = new() { MachineId = name, SystemUuid = name, BootId = name, KernelVersion = "0.0.0-simulated", OsImage = "Simulated" };

    /// <inheritdoc/>
    public int ProcessorCount { get; } = processorCount;

    /// <inheritdoc/>
    public ulong CpuNanoseconds() => (ulong)((time.GetUtcNow() - _bootedAt).Ticks * 10);

    /// <inheritdoc/>
    public MachineMemory Memory() => new(memoryBytes, memoryBytes / 2, memoryBytes / 2);

    /// <inheritdoc/>
    public (long TotalBytes, long FreeBytes) Disk() => (DiskBytes, DiskBytes / 2);

    /// <inheritdoc/>
    public (long Count, long Max) Processes() => (100, 32768);

    /// <inheritdoc/>
    public DateTimeOffset BootedAt() => _bootedAt;
}
