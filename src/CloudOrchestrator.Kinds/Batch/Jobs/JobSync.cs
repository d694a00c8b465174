namespace CloudOrchestrator.Kinds.Batch.Jobs;

/// <summary>One decision about a Job that has not come to its end.</summary>
internal sealed class JobSync(Job job, IReadOnlyList<Pod> pods, IObjectSnapshot snapshot, ReconcileContext context)
{
    private readonly JobSpec _spec = job.Spec!;
    private readonly JobStatus _status = job.Status ?? new();
    private readonly JobConditions _conditions = new(job.Status?.Conditions);
    private readonly JobCount _count = new(job, pods);
    private readonly List<ObjectAction> _told = [];
    private JobPlan _plan = new([], []);
    private JobBackoff? _backoff;
    private DateTimeOffset? _startTime = job.Status?.StartTime;

    /// <summary>Decides.</summary>
    public Decision Decide()
    {
        // Time spent suspended does not count towards the deadline: on resuming the clock starts anew.
        if (_spec.Suspend != true && (_startTime is null || _conditions.True(JobConditions.Suspended) is not null))
            _startTime = context.Now;
        _backoff = _spec.BackoffLimitPerIndex is null ? JobBackoff.Of(job, _count.Pods, _startTime, context.Memory) : null;
        var finish = JobOutcome.Decide(job, _count, _conditions, _startTime, context.Now);
        if (finish is not null)
            _plan = new(_count.Active, []);
        else if (job.Metadata.DeletionTimestamp is null)
            _plan = JobPlan.Decide(_spec, _count, _backoff, context.Now);
        var create = MayCreate() ? _plan.Create : [];
        var active = _count.Active.Count - _plan.Delete.Count + create.Count;
        if (finish is null && JobOutcome.IsComplete(_spec, _count, active))
            finish = JobOutcome.Success(context.Now);
        else if (finish is null && job.Metadata.DeletionTimestamp is null)
            ReportSuspension();
        if (finish is not null)
            _conditions.Set(finish);
        return Act(new JobTally(job, _count, finish), finish, create, active);
    }

    private Decision Act(JobTally tally, JobCondition? finish, IReadOnlyList<int> create, int active)
    {
        var common = _status with
        {
            StartTime = _startTime,
            Active = active,
            Ready = _count.Active.Except(_plan.Delete).Count(PodProgress.IsReady),
            Terminating = _count.Terminating + _plan.Delete.Count,
            Conditions = _conditions.List,
        };
        var after = End(tally.After(common), tally, finish, out var told);
        List<ObjectAction> steps = [.. Releases(tally, finish), .. Deletions(), .. Creations(create)];
        List<ObjectAction> actions = [.. tally.Counted.Select(JobPods.Confirm)];
        if (tally.CountsUnseen)
            actions.Add(Confirm());
        if (steps.Count == 0)
        {
            AddStatus(actions, after, needed: false);
            actions.AddRange([.. _told, .. told]);
        }
        else
        {
            // The first status names what is let go of, and is refused when the Job is no longer as the decision saw it.
            var before = tally.Before(common);
            AddStatus(actions, before, needed: true);
            actions.AddRange([.. _told, .. steps]);
            if (!Same(before, after))
                actions.Add(new ObjectAction.UpdateStatus(job with { Status = after }));
            actions.AddRange(told);
        }

        return new(actions, Sooner(_plan.RequeueAfter, finish is null ? JobOutcome.UntilDeadline(_spec, _startTime, context.Now) : null))
        {
            Memory = _backoff is { Failures.Count: > 0 } ? _backoff : null,
        };
    }

    // The end is told when all pods have ended and are counted.
    private JobStatus End(JobStatus status, JobTally tally, JobCondition? finish, out IReadOnlyList<ObjectAction> told)
    {
        told = [];
        if (finish is null || tally.IsPending || status.Terminating > 0)
            return status;
        status = status with { StartTime = status.StartTime ?? context.Now };
        var succeeded = finish.Type == JobConditions.SuccessCriteriaMet;
        _conditions.Set(JobConditions.New(
            succeeded ? JobConditions.Complete : JobConditions.Failed, "True", finish.Reason ?? "", finish.Message ?? "", context.Now));
        told = succeeded
            ?
            [
                .. status.Succeeded > _spec.Completions
                    ? [ObjectAction.RecordEvent.Warning(job, "TooManySucceededPods", "Too many succeeded pods running after completion count reached")]
                    : Array.Empty<ObjectAction>(),
                ObjectAction.RecordEvent.Normal(job, "Completed", "Job completed"),
            ]
            : [ObjectAction.RecordEvent.Warning(job, finish.Reason ?? "", finish.Message ?? "")];
        return status with { Conditions = _conditions.List, CompletionTime = succeeded ? context.Now : null };
    }

    private void ReportSuspension()
    {
        var suspended = _spec.Suspend == true;
        var condition = suspended
            ? JobConditions.New(JobConditions.Suspended, "True", "JobSuspended", "Job suspended", context.Now)
            : JobConditions.New(JobConditions.Suspended, "False", "JobResumed", "Job resumed", context.Now);
        if (_conditions.Set(condition))
            _told.Add(ObjectAction.RecordEvent.Normal(job, suspended ? "Suspended" : "Resumed", condition.Message!));
    }

    private bool MayCreate()
    {
        if (context.Failure is not { Action: ObjectAction.Create { Value: Pod } } failure || _plan.Create.Count == 0)
            return true;
        // A namespace that is going away takes its workloads with it: nothing to report.
        if (failure.Status.Details?.Causes?.Any(cause => cause.Reason == "NamespaceTerminating") != true)
            _told.Add(ObjectAction.RecordEvent.Warning(job, "FailedCreate", $"Error creating: {failure.Status.Message}"));
        return false;
    }

    // Pods that are deleted because they are too many are let go uncounted.
    private IEnumerable<ObjectAction> Releases(JobTally tally, JobCondition? finish) =>
        tally.ToRelease.Concat(finish is null ? _plan.Delete.Where(JobPods.IsTracked) : []).Distinct().Select(JobPods.Release);

    private IEnumerable<ObjectAction> Deletions()
    {
        foreach (var pod in _plan.Delete)
        {
            yield return new ObjectAction.Delete(typeof(Pod), Ownership.KeyOf(pod), pod.Metadata.Uid ?? "");
            yield return ObjectAction.RecordEvent.Normal(job, "SuccessfulDelete", $"Deleted pod: {pod.Metadata.Name}");
        }
    }

    private IEnumerable<ObjectAction> Creations(IReadOnlyList<int> indexes)
    {
        if (indexes.Count == 0)
            yield break;
        var @namespace = job.Metadata.Namespace ?? "";
        var draft = new JobPodDraft(job, Ownership.ReferenceTo(job, JobReconciler.Kind));
        HashSet<string> names = new(StringComparer.Ordinal);
        bool IsTaken(string name) => names.Contains(name) || snapshot.Get<Pod>(@namespace, name) is not null;
        foreach (var index in indexes)
        {
            var pod = index == JobPods.NoIndex
                ? draft.Create(context.Ids, IsTaken)
                : draft.Create(index, _count.LastFailed.GetValueOrDefault(index), context.Ids, IsTaken);
            names.Add(pod.Metadata.Name!);
            yield return new ObjectAction.Create(pod, job.Metadata.Uid);
            yield return ObjectAction.RecordEvent.Normal(job, "SuccessfulCreate", $"Created pod: {pod.Metadata.Name}");
        }
    }

    // Says nothing new; but a decision that touches finalizers is made again on states read afterwards where others write too.
    private ObjectAction.Patch Confirm()
    {
        var finalizers = (job.Metadata.Finalizers ?? []).Select(name => (JsonNode)name).ToArray();
        var changes = new JsonObject { ["metadata"] = new JsonObject { ["finalizers"] = finalizers.Length == 0 ? null : new JsonArray(finalizers) } };
        return new(typeof(Job), Ownership.KeyOf(job), job.Metadata.Uid ?? "", job.Metadata.ResourceVersion, changes);
    }

    private void AddStatus(List<ObjectAction> actions, JobStatus status, bool needed)
    {
        if (needed || !Same(_status, status))
            actions.Add(new ObjectAction.UpdateStatus(job with { Status = status }));
    }

    private static bool Same(JobStatus left, JobStatus right) => JsonNode.DeepEquals(Written(left), Written(right));

    private static JsonObject Written(JobStatus status) => ObjectJson.ToJsonObject(status with
    {
        Active = status.Active ?? 0,
        Succeeded = status.Succeeded ?? 0,
        Failed = status.Failed ?? 0,
        CompletedIndexes = status.CompletedIndexes ?? "",
    });

    private static TimeSpan? Sooner(TimeSpan? left, TimeSpan? right) => left is null || right < left ? right : left;
}
