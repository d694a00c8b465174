namespace CloudOrchestrator.Kinds.Batch.Jobs;

/// <summary>
/// Checks statuses of Jobs, whoever writes them (managedBy): an end is for good, counters only grow, and what an end says fits the rest. What the update did not
/// touch is not held against it.
/// </summary>
internal static class JobStatusValidation
{
    private const string Conditions = "status.conditions";

    public static FaultList Validate(Job value, Job old)
    {
        var faults = new FaultList();
        var (status, before) = (value.Status ?? new(), old.Status ?? new());
        ValidateCounts(status, faults);
        ValidateUncounted(status.UncountedTerminatedPods, faults);
        ValidateEnds(status, before, faults);
        ValidateFinished(status, before, faults);
        ValidateIndexes(value.Spec ?? new(), status, before, faults);
        if ((status.Ready ?? 0) > (status.Active ?? 0) && ((status.Ready ?? 0) != (before.Ready ?? 0) || (status.Active ?? 0) != (before.Active ?? 0)))
            faults.Invalid("status.ready", status.Ready, "cannot set more ready pods than active");
        ValidateSuccessCriteria(value.Spec ?? new(), status, faults);
        ValidateChange(value.Spec ?? new(), status, before, faults);
        return faults;
    }

    private static bool Is(JobStatus status, string type) => JobConditions.IsTrue(status.Conditions, type);

    private static bool IsFinished(JobStatus status) => Is(status, JobConditions.Complete) || Is(status, JobConditions.Failed);

    private static void ValidateCounts(JobStatus status, FaultList faults)
    {
        faults.RequireNonNegative("status.active", status.Active);
        faults.RequireNonNegative("status.succeeded", status.Succeeded);
        faults.RequireNonNegative("status.failed", status.Failed);
        faults.RequireNonNegative("status.ready", status.Ready);
        faults.RequireNonNegative("status.terminating", status.Terminating);
    }

    private static void ValidateUncounted(UncountedTerminatedPods? uncounted, FaultList faults)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (var (name, uids) in new[] { ("succeeded", uncounted?.Succeeded ?? []), ("failed", uncounted?.Failed ?? []) })
        {
            for (var i = 0; i < uids.Count; i++)
            {
                var path = $"status.uncountedTerminatedPods.{name}[{i}]";
                if (uids[i].Length == 0)
                    faults.Invalid(path, "", "must not be empty");
                else if (!seen.Add(uids[i]))
                    faults.Duplicate(path, uids[i]);
            }
        }
    }

    private static void ValidateEnds(JobStatus status, JobStatus before, FaultList faults)
    {
        var (complete, failed) = (Is(status, JobConditions.Complete), Is(status, JobConditions.Failed));
        var completeChanged = complete != Is(before, JobConditions.Complete);
        var failedChanged = failed != Is(before, JobConditions.Failed);
        var target = Is(status, JobConditions.FailureTarget);
        var criteria = Is(status, JobConditions.SuccessCriteriaMet);
        if ((completeChanged || failedChanged) && complete && failed)
            Refuse("cannot set Complete=True and Failed=true conditions");
        if ((completeChanged || target != Is(before, JobConditions.FailureTarget)) && complete && target)
            Refuse("cannot set Complete=True and FailureTarget=true conditions");
        ValidateCompletionTime(status, before, complete, completeChanged, faults);
        if (failedChanged && failed && !target)
            Refuse("cannot set Failed=True condition without the FailureTarget=true condition");
        if ((completeChanged || criteria != Is(before, JobConditions.SuccessCriteriaMet)) && complete && !criteria)
            Refuse("cannot set Complete=True condition without the SuccessCriteriaMet=true condition");

        void Refuse(string why) => faults.Invalid(Conditions, FieldError.NoValue, why);
    }

    private static void ValidateCompletionTime(JobStatus status, JobStatus before, bool complete, bool completeChanged, FaultList faults)
    {
        const string path = "status.completionTime";
        var timeChanged = status.CompletionTime != before.CompletionTime;
        if ((completeChanged || timeChanged) && status.CompletionTime is not null && !complete)
            faults.Invalid(path, status.CompletionTime, "cannot set completionTime when there is no Complete=True condition");
        if ((completeChanged || timeChanged) && status.CompletionTime is null && complete)
            faults.Required(path, "completionTime is required for Complete jobs");
        if ((timeChanged || status.StartTime != before.StartTime) && status.CompletionTime < status.StartTime)
            faults.Invalid(path, status.CompletionTime, "completionTime cannot be set before startTime");
    }

    private static void ValidateFinished(JobStatus status, JobStatus before, FaultList faults)
    {
        if (!IsFinished(status))
            return;
        var changed = !IsFinished(before);
        if (status.Active > 0 && (changed || (status.Active ?? 0) != (before.Active ?? 0)))
            faults.Invalid("status.active", status.Active, "active>0 is invalid for finished job");
        if (status.StartTime is null && (changed || before.StartTime is not null))
            faults.Required("status.startTime", "startTime is required for finished job");
        var uncounted = status.UncountedTerminatedPods;
        if (uncounted is { Succeeded.Count: > 0 } or { Failed.Count: > 0 } && (changed || !Same(uncounted, before.UncountedTerminatedPods)))
            faults.Invalid("status.uncountedTerminatedPods", uncounted, "uncountedTerminatedPods needs to be empty for finished job");
        if (status.Terminating > 0 && (changed || (status.Terminating ?? 0) != (before.Terminating ?? 0)))
            faults.Invalid("status.terminating", status.Terminating, "terminating>0 is invalid for finished job");
    }

    private static bool Same(UncountedTerminatedPods uncounted, UncountedTerminatedPods? before) =>
        (uncounted.Succeeded ?? []).SequenceEqual(before?.Succeeded ?? []) && (uncounted.Failed ?? []).SequenceEqual(before?.Failed ?? []);

    private static void ValidateIndexes(JobSpec spec, JobStatus status, JobStatus before, FaultList faults)
    {
        var (completed, failed) = (status.CompletedIndexes ?? "", status.FailedIndexes);
        var completedChanged = completed != (before.CompletedIndexes ?? "");
        var failedChanged = failed != before.FailedIndexes;
        if (completedChanged && spec.Completions is { } wanted && IndexFormat.Check(completed, wanted, out _) is { } fault)
            faults.Invalid("status.completedIndexes", completed, $"error parsing completedIndexes: {fault}");
        if (failedChanged && failed is not null && spec is { Completions: { } limit, BackoffLimitPerIndex: not null }
            && IndexFormat.Check(failed, limit, out _) is { } wrong)
            faults.Invalid("status.failedIndexes", failed, $"error parsing failedIndexes: {wrong}");
        if (completedChanged && completed.Length > 0 && !JobModes.IsIndexed(spec))
            faults.Invalid("status.completedIndexes", completed, "cannot set non-empty completedIndexes when non-indexed completion mode");
        if (failedChanged && failed is not null && spec.BackoffLimitPerIndex is null)
            faults.Invalid("status.failedIndexes", failed, "cannot set non-null failedIndexes when backoffLimitPerIndex is null");
        if ((failedChanged || completedChanged) && failed is not null && spec.Completions is { } all
            && IndexFormat.FirstShared(completed, failed, all) is { } shared)
            faults.Invalid("status.failedIndexes", failed, $"failedIndexes and completedIndexes overlap at index: {Cell.Digits(shared)}");
    }

    private static void ValidateSuccessCriteria(JobSpec spec, JobStatus status, FaultList faults)
    {
        var criteria = Is(status, JobConditions.SuccessCriteriaMet);
        if (criteria && Is(status, JobConditions.Failed))
            faults.Invalid(Conditions, FieldError.NoValue, "cannot set SuccessCriteriaMet=True and Failed=true conditions");
        if (criteria && Is(status, JobConditions.FailureTarget))
            faults.Invalid(Conditions, FieldError.NoValue, "cannot set SuccessCriteriaMet=True and FailureTarget=true conditions");
        if (spec.SuccessPolicy is not null && !criteria && Is(status, JobConditions.Complete))
            faults.Invalid(Conditions, FieldError.NoValue, "cannot set Complete=True for Job with SuccessPolicy unless SuccessCriteriaMet=True");
    }

    private static void ValidateChange(JobSpec spec, JobStatus status, JobStatus before, FaultList faults)
    {
        foreach (var type in new[] { JobConditions.Failed, JobConditions.Complete, JobConditions.FailureTarget })
        {
            if (Is(before, type) && !Is(status, type))
                faults.Invalid(Conditions, FieldError.NoValue, $"cannot disable the terminal {type}=True condition");
        }

        if ((status.Failed ?? 0) < (before.Failed ?? 0))
            faults.Invalid("status.failed", status.Failed ?? 0, "cannot decrease the failed counter");
        // An Indexed Job that shrinks loses the successes beyond its new end.
        var mayShrink = JobModes.IsIndexed(spec) && spec.Completions == spec.Parallelism;
        if (!mayShrink && (status.Succeeded ?? 0) < (before.Succeeded ?? 0))
            faults.Invalid("status.succeeded", status.Succeeded ?? 0, "cannot decrease the succeeded counter");
        if (status.CompletionTime is not null && before.CompletionTime is not null && status.CompletionTime != before.CompletionTime)
            faults.Invalid("status.completionTime", status.CompletionTime, "completionTime cannot be mutated");
        var resumed = Is(before, JobConditions.Suspended) && status.StartTime is not null;
        if (before.StartTime is not null && before.StartTime != status.StartTime && spec.Suspend != true && !resumed)
            faults.Required("status.startTime", "startTime cannot be removed for unsuspended job");
        if (Is(before, JobConditions.SuccessCriteriaMet) && !Is(status, JobConditions.SuccessCriteriaMet))
            faults.Invalid(Conditions, FieldError.NoValue, "cannot disable the SuccessCriteriaMet=True condition");
        if (Is(before, JobConditions.Complete) && !Is(before, JobConditions.SuccessCriteriaMet) && Is(status, JobConditions.SuccessCriteriaMet))
            faults.Invalid(Conditions, FieldError.NoValue, "cannot set SuccessCriteriaMet=True for Job already has Complete=true conditions");
    }
}
