namespace CloudOrchestrator.NodeAgent.Nodes;

/// <summary>A machine's memory.</summary>
public sealed record MachineMemory(long TotalBytes, long FreeBytes, long AvailableBytes);
