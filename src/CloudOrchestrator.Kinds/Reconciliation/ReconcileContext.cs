namespace CloudOrchestrator.Kinds.Reconciliation;

/// <summary>What a pure decision may use besides the objects.</summary>
/// <param name="Now">The time of the decision.</param>
/// <param name="Ids">Names and ids.</param>
public sealed record ReconcileContext(DateTimeOffset Now, IIdSource Ids)
{
    /// <summary>Since when this process has been reachable for those who report to it: from silence before that time nothing follows.</summary>
    public DateTimeOffset WatchingSince { get; init; } = DateTimeOffset.MinValue;

    /// <summary>
    /// When nodes were last heard past the API. Null when nodes report through the API only.
    /// </summary>
    public NodesHeard? Heard { get; init; }

    /// <summary>What the last decision of this process about the key left (<see cref="Decision.Memory"/>); null when it left nothing, or is forgotten.</summary>
    public object? Memory { get; init; }

    /// <summary>
    /// The action of the previous pass over this key that the API refused for good (not a conflict), so that the decision can say so in a condition; null for
    /// none.
    /// </summary>
    public ActionFailure? Failure { get; init; }
}
