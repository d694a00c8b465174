namespace CloudOrchestrator.Controllers.Reconciling;

/// <summary>What became of one work item.</summary>
/// <param name="Outcome">What became of its actions.</param>
/// <param name="RequeueAfter">When to look again, once its actions were carried out; null for when something changes.</param>
/// <param name="Read">The streams that were looked at.</param>
internal sealed record ItemOutcome(ExecutionOutcome Outcome, TimeSpan? RequeueAfter, IReadOnlyCollection<string> Read);
