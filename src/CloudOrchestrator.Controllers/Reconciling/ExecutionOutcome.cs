namespace CloudOrchestrator.Controllers.Reconciling;

/// <summary>What became of a decision's actions.</summary>
/// <param name="Conflict">True when the world had moved on: decide again.</param>
/// <param name="Failure">The action that was refused for good; null when none was.</param>
internal sealed record ExecutionOutcome(bool Conflict, ActionFailure? Failure)
{
    /// <summary>Everything was done.</summary>
    public static ExecutionOutcome Done { get; } = new(false, null);

    /// <summary>The snapshot was out of date.</summary>
    public static ExecutionOutcome OutOfDate { get; } = new(true, null);
}
