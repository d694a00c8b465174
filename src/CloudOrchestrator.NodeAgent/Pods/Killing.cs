namespace CloudOrchestrator.NodeAgent.Pods;

/// <summary>A container that is being ended.</summary>
/// <param name="GraceSeconds">The time it was given.</param>
public sealed record Killing(long GraceSeconds);
