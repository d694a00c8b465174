namespace CloudOrchestrator.Kinds.Apps.Deployments;

/// <summary>A Deployment's conditions as a decision is changing them; times move only when something really changed.</summary>
internal sealed class DeploymentConditions(IReadOnlyList<DeploymentCondition>? current)
{
    public const string Progressing = "Progressing";
    public const string Available = "Available";
    public const string ReplicaFailure = "ReplicaFailure";
    public const string NewReplicaSetCreated = "NewReplicaSetCreated";
    public const string FoundNewReplicaSet = "FoundNewReplicaSet";
    public const string ReplicaSetUpdated = "ReplicaSetUpdated";
    public const string NewReplicaSetAvailable = "NewReplicaSetAvailable";
    public const string ProgressDeadlineExceeded = "ProgressDeadlineExceeded";
    public const string DeploymentPaused = "DeploymentPaused";
    public const string DeploymentResumed = "DeploymentResumed";
    public const string ReplicaSetCreateError = "ReplicaSetCreateError";

    private ImmutableList<DeploymentCondition> _list = [.. current ?? []];

    /// <summary>The conditions; null when there are none.</summary>
    public IReadOnlyList<DeploymentCondition>? List => _list.IsEmpty ? null : _list;

    /// <summary>The condition of a type, or null.</summary>
    public DeploymentCondition? Get(string type) => _list.Find(condition => condition.Type == type);

    /// <summary>Removes the condition of a type.</summary>
    public void Remove(string type) => _list = _list.RemoveAll(condition => condition.Type == type);

    /// <summary>Sets a condition, unless status and reason are already so.</summary>
    public void Set(DeploymentCondition condition)
    {
        var old = Get(condition.Type);
        if (old is not null && old.Status == condition.Status && old.Reason == condition.Reason)
            return;
        if (old is not null && old.Status == condition.Status)
            condition = condition with { LastTransitionTime = old.LastTransitionTime };
        Remove(condition.Type);
        _list = _list.Add(condition);
    }

    /// <summary>Sets a condition as of now.</summary>
    public void Set(string type, string status, string reason, string message, DateTimeOffset now) =>
        Set(new DeploymentCondition { Type = type, Status = status, Reason = reason, Message = message, LastUpdateTime = now, LastTransitionTime = now });
}
