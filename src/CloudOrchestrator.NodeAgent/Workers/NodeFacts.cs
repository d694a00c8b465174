namespace CloudOrchestrator.NodeAgent.Workers;

/// <summary>What pods must know of their node.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Address">Its InternalIP.</param>
/// <param name="AllocatableCpu">CPU for pods.</param>
/// <param name="AllocatableMemory">Memory for pods.</param>
/// <param name="PodsMax">How many pods it takes.</param>
public sealed record NodeFacts(string Name, string Address, Quantity AllocatableCpu, Quantity AllocatableMemory, int PodsMax);
