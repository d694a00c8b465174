namespace CloudOrchestrator.Scheduling;

/// <summary>What to do with the pending pods.</summary>
/// <param name="Bindings">Pods that have a place, in the order decided.</param>
/// <param name="Unschedulable">Pods that have none now, and why.</param>
public sealed record SchedulingDecision(IReadOnlyList<PodPlacement> Bindings, IReadOnlyList<UnschedulablePod> Unschedulable);
