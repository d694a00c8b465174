namespace CloudOrchestrator.Kinds.Apps.ReplicaSets;

/// <summary>What to do about the pods of a <see cref="ReplicaTarget"/>, and what its status should say.</summary>
/// <param name="Actions">Adoptions and releases, then creations or deletions with their events.</param>
/// <param name="Replicas">Active pods.</param>
/// <param name="FullyLabeled">Those of them with all labels of the template.</param>
/// <param name="Ready">Those that are ready.</param>
/// <param name="Available">Those that are available.</param>
/// <param name="FailureReason">Reason of condition <c>ReplicaFailure</c>; null when there is no failure.</param>
/// <param name="FailureMessage">Its message.</param>
/// <param name="RequeueAfter">When the next pod becomes available, or at once when the pass was cut short.</param>
internal sealed record ReplicaPlan(
    IReadOnlyList<ObjectAction> Actions,
    int Replicas,
    int FullyLabeled,
    int Ready,
    int Available,
    string? FailureReason,
    string? FailureMessage,
    TimeSpan? RequeueAfter)
{
    /// <summary>The condition that tells of <see cref="FailureReason"/>.</summary>
    public const string FailureType = "ReplicaFailure";

    /// <summary>
    /// The conditions of a status that has had <paramref name="old"/>: <see cref="FailureType"/> is there while there is a failure, and stays as it was first told.
    /// </summary>
    public IReadOnlyList<T>? Conditions<T>(IReadOnlyList<T>? old, Func<T, string> type, Func<string, string?, T> failed)
    {
        bool Tells(T condition) => type(condition) == FailureType;
        if (FailureReason is { } reason)
            return old?.Any(Tells) == true ? old : [.. old ?? [], failed(reason, FailureMessage)];
        var others = (old ?? []).Where(condition => !Tells(condition)).ToArray();
        return others.Length == 0 ? null : others;
    }
}
