using CloudOrchestrator.Objects;

namespace CloudOrchestrator.Simulation;

/// <summary>A machine.</summary>
/// <param name="Name">The node's name.</param>
/// <param name="Allocatable">What pods may use of it: <c>cpu</c>, <c>memory</c>, <c>pods</c>.</param>
/// <param name="Step">When it came.</param>
public sealed record HistoryNode(string Name, IReadOnlyDictionary<string, Quantity> Allocatable, long Step);
