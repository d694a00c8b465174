namespace CloudOrchestrator.NodeAgent.Environment;

/// <summary>What a pod may ask about itself and its node.</summary>
/// <param name="Pod">The pod.</param>
/// <param name="PodIP">Its address.</param>
/// <param name="HostIP">Its node's address.</param>
/// <param name="AllocatableCpu">The node's CPU, the limit of containers that have none.</param>
/// <param name="AllocatableMemory">The node's memory, likewise.</param>
public sealed record DownwardFacts(Pod Pod, string PodIP, string HostIP, Quantity AllocatableCpu, Quantity AllocatableMemory);
