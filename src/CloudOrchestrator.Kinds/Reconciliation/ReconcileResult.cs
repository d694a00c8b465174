namespace CloudOrchestrator.Kinds.Reconciliation;

/// <summary>What a reconciler decided.</summary>
/// <param name="Actions">Changes to other objects, in order; execution stops at the first that is refused and the key is decided again.</param>
/// <param name="Status">The status the object should have; null leaves it.</param>
/// <param name="RequeueAfter">When to look again even if nothing changes; null for never.</param>
public sealed record ReconcileResult<TStatus>(IReadOnlyList<ObjectAction> Actions, TStatus? Status, TimeSpan? RequeueAfter = null)
    where TStatus : class;
