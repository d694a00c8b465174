namespace CloudOrchestrator.Kinds.Reconciliation;

/// <summary>Actions for the engine, and when to look again.</summary>
public sealed record Decision(IReadOnlyList<ObjectAction> Actions, TimeSpan? RequeueAfter = null)
{
    /// <summary>
    /// What the next decision of the same controller about the same key is told (<see cref="ReconcileContext.Memory"/>), for what the objects do not say any more. It
    /// lives no longer than the process and may be lost at any time: a decision may wait because of it and do nothing else. Null for nothing.
    /// </summary>
    public object? Memory { get; init; }

    /// <summary>Nothing to do.</summary>
    public static Decision None { get; } = new([]);
}
