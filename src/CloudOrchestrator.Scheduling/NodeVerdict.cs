namespace CloudOrchestrator.Scheduling;

/// <summary>What a node says to a pod.</summary>
/// <param name="NodeName">The node.</param>
/// <param name="Refusals">Why it refuses, in Kubernetes' words; empty when it fits.</param>
/// <param name="Score">Its score; null when it refuses.</param>
public sealed record NodeVerdict(string NodeName, IReadOnlyList<string> Refusals, long? Score);
