namespace CloudOrchestrator.Scheduling;

/// <summary>A pod's place.</summary>
/// <param name="Pod">The pod.</param>
/// <param name="NodeName">The node to bind it to.</param>
/// <param name="Score">The node's score, the highest of those that fit.</param>
/// <param name="FeasibleNodes">How many nodes fitted.</param>
public sealed record PodPlacement(Pod Pod, string NodeName, long Score, int FeasibleNodes);
