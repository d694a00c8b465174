namespace CloudOrchestrator.Kinds.Batch.Jobs;

/// <summary>A Job's conditions as a decision is changing them.</summary>
internal sealed class JobConditions(IReadOnlyList<JobCondition>? current)
{
    public const string Complete = "Complete";
    public const string Failed = "Failed";
    public const string Suspended = "Suspended";
    public const string FailureTarget = "FailureTarget";
    public const string SuccessCriteriaMet = "SuccessCriteriaMet";

    private ImmutableList<JobCondition> _list = [.. current ?? []];

    /// <summary>The conditions; null when there are none.</summary>
    public IReadOnlyList<JobCondition>? List => _list.IsEmpty ? null : _list;

    /// <summary>True when the list says so.</summary>
    public static bool IsTrue(IReadOnlyList<JobCondition>? conditions, string type)
    {
        foreach (var condition in conditions ?? [])
        {
            if (condition.Type == type && condition.Status == "True")
                return true;
        }

        return false;
    }

    /// <summary>True when the Job has come to its end, one or the other.</summary>
    public static bool IsFinished(Job job) => IsTrue(job.Status?.Conditions, Complete) || IsTrue(job.Status?.Conditions, Failed);

    /// <summary>A condition as of now.</summary>
    public static JobCondition New(string type, string status, string reason, string message, DateTimeOffset now) =>
        new() { Type = type, Status = status, Reason = reason, Message = message, LastProbeTime = now, LastTransitionTime = now };

    /// <summary>The condition of a type, when it is true.</summary>
    public JobCondition? True(string type) => _list.Find(condition => condition.Type == type && condition.Status == "True");

    /// <summary>Sets a condition; false when it is already so. One that is false is never added: from nothing to false is no change.</summary>
    public bool Set(JobCondition condition)
    {
        var index = _list.FindIndex(existing => existing.Type == condition.Type);
        if (index < 0)
        {
            if (condition.Status == "False")
                return false;
            _list = _list.Add(condition);
            return true;
        }

        var old = _list[index];
        if (old.Status == condition.Status && old.Reason == condition.Reason && old.Message == condition.Message)
            return false;
        _list = _list.SetItem(index, condition);
        return true;
    }
}
