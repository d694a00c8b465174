using CloudOrchestrator.Kinds.Batch.Jobs;

namespace CloudOrchestrator.Controllers.Measuring;

/// <summary>One look at a Job: what was decided and what became of it. It counts as failed until it is said to have succeeded.</summary>
internal sealed class JobSyncMeasure(Job job, Decision decision, TimeProvider time, long began) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly string _mode = job.Spec?.CompletionMode == "Indexed" ? "Indexed" : "NonIndexed";
    private readonly string _reason = ReasonOf(job, decision);
    private JobStatus _stored = job.Status ?? new();
    private bool _succeeded;

    /// <summary>An action was tried.</summary>
    public void Done(ObjectAction action, ApiStatus? error)
    {
        // A conflict says that the look came too late, not that the API minds.
        if (action is ObjectAction.Create { Value: Pod } && error is not { Code: 409 })
            JobMetrics.PodMade(_reason, error is null);
        if (action is not ObjectAction.UpdateStatus { Value: Job { Status: { } status } } || error is not null)
            return;
        lock (_lock)
        {
            JobMetrics.PodsEnded(_mode, success: true, (status.Succeeded ?? 0) - (_stored.Succeeded ?? 0));
            JobMetrics.PodsEnded(_mode, success: false, (status.Failed ?? 0) - (_stored.Failed ?? 0));
            if (Is(status, "Complete") is not null)
                JobMetrics.Ended(_mode, null);
            else if (Is(status, "Failed") is { } failed)
                JobMetrics.Ended(_mode, failed.Reason ?? "");
            _stored = status;
        }
    }

    /// <summary>All was done.</summary>
    public void Succeeded() => _succeeded = true;

    /// <inheritdoc/>
    public void Dispose() => JobMetrics.Synced(_mode, _succeeded, Action(), time.GetElapsedTime(began));

    private string Action()
    {
        if (job.Metadata.DeletionTimestamp is not null || IsEnding(DecidedStatus(job, decision)))
            return "reconciling";
        if (job.Spec?.Suspend == true || decision.Actions.Any(action => action is ObjectAction.Delete))
            return "pods_deleted";
        return decision.Actions.Any(action => action is ObjectAction.Create) ? "pods_created" : "tracking";
    }

    private static bool IsEnding(JobStatus status) => Is(status, "SuccessCriteriaMet") is not null || Is(status, "FailureTarget") is not null;

    private static string ReasonOf(Job job, Decision decision)
    {
        var status = DecidedStatus(job, decision);
        var hasFailed = status.Failed > 0 || status.UncountedTerminatedPods?.Failed is { Count: > 0 };
        if (job.Spec?.PodReplacementPolicy == "Failed")
            return hasFailed ? "recreate_failed" : status.Terminating > 0 ? "recreate_terminating_or_failed" : "new";
        return hasFailed || status.Terminating > 0 ? "recreate_terminating_or_failed" : "new";
    }

    private static JobStatus DecidedStatus(Job job, Decision decision) =>
        decision.Actions.OfType<ObjectAction.UpdateStatus>().Select(update => update.Value).OfType<Job>().LastOrDefault()?.Status ?? job.Status ?? new();

    private static JobCondition? Is(JobStatus status, string type) =>
        status.Conditions?.FirstOrDefault(condition => condition.Type == type && condition.Status == "True");
}
