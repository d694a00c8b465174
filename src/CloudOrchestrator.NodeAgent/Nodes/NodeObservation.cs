using CloudOrchestrator.NodeAgent.Runtime;

namespace CloudOrchestrator.NodeAgent.Nodes;

/// <summary>What changes about a node while it runs.</summary>
/// <param name="Runtime">The engine's version; null while it is not known.</param>
/// <param name="Images">The engine's images.</param>
/// <param name="Trouble">Why pods cannot run; null when they can.</param>
/// <param name="Memory">Its memory.</param>
/// <param name="Disk">Its disk.</param>
/// <param name="Processes">Its processes.</param>
public sealed record NodeObservation(
    RuntimeVersion? Runtime,
    IReadOnlyList<RuntimeImage> Images,
    string? Trouble,
    MachineMemory Memory,
    (long TotalBytes, long FreeBytes) Disk,
    (long Count, long Max) Processes);
