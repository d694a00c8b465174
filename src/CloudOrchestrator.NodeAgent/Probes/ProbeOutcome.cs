namespace CloudOrchestrator.NodeAgent.Probes;

/// <summary>What one try of a probe found.</summary>
/// <param name="Success">It was answered as it should be.</param>
/// <param name="Output">What was found, for the event.</param>
public sealed record ProbeOutcome(bool Success, string Output);
