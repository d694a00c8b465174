namespace CloudOrchestrator.Kinds.Reconciliation;

/// <summary>Actions for the engine, and when to look again.</summary>
public sealed record Decision(IReadOnlyList<ObjectAction> Actions, TimeSpan? RequeueAfter = null)
{
    /// <summary>Nothing to do.</summary>
    public static Decision None { get; } = new([]);
}
