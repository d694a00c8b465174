namespace CloudOrchestrator.NodeAgent.Pods;

/// <summary>What to do for a pod now.</summary>
/// <param name="Actions">In order.</param>
/// <param name="Status">The status to report.</param>
/// <param name="NextCheck">When to plan again although nothing happened; null for never.</param>
public sealed record PodPlan(IReadOnlyList<PodAction> Actions, PodStatus Status, DateTimeOffset? NextCheck);
