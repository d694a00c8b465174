namespace CloudOrchestrator.Kinds.Batch.Jobs;

/// <summary>
/// Counts pods that have ended exactly once, whatever crashes in between: first their uids are named in the status, then their finalizers are removed, then the
/// uids become numbers. A pod that cannot be seen any more had its finalizer removed, so its uid becomes a number too.
/// </summary>
internal sealed class JobTally
{
    private const int NamedMax = 500;

    private readonly List<Pod> _released = [];
    private readonly List<Pod> _counted = [];
    private readonly List<string> _succeeded;
    private readonly List<string> _failed;
    private readonly List<int> _indexes = [];
    private readonly JobCount _count;
    private readonly JobStatus _status;

    public JobTally(Job job, JobCount count, JobCondition? finish)
    {
        _count = count;
        _status = job.Status ?? new();
        var tracked = count.Pods.Where(JobPods.IsTracked).Select(pod => pod.Metadata.Uid ?? "").ToHashSet(StringComparer.Ordinal);
        _succeeded = [.. (_status.UncountedTerminatedPods?.Succeeded ?? []).Where(tracked.Contains)];
        _failed = [.. (_status.UncountedTerminatedPods?.Failed ?? []).Where(tracked.Contains)];
        var seen = count.Pods.Select(pod => pod.Metadata.Uid ?? "").ToHashSet(StringComparer.Ordinal);
        CountsUnseen = !seen.IsSupersetOf(count.NamedSucceeded) || !seen.IsSupersetOf(count.NamedFailed);
        foreach (var pod in count.Pods.Where(JobPods.IsTracked))
        {
            if (!MayRelease(job, pod, finish))
                continue;
            _released.Add(pod);
            Name(pod, job.Spec!, finish);
            if (_succeeded.Count + _failed.Count + _indexes.Count >= NamedMax)
            {
                IsFull = true;
                break;
            }
        }
    }

    /// <summary>True when no more pods may be named in this pass.</summary>
    public bool IsFull { get; }

    /// <summary>True when a uid becomes a number because its pod is not there any more.</summary>
    public bool CountsUnseen { get; }

    /// <summary>True when pods have ended that are still named once these are let go.</summary>
    public bool IsPending => IsFull || _succeeded.Count + _failed.Count > Released(_succeeded) + Released(_failed);

    /// <summary>Pods to let go.</summary>
    public IReadOnlyList<Pod> ToRelease => _released;

    /// <summary>Pods that are named for the first time.</summary>
    public IReadOnlyList<Pod> Counted => _counted;

    /// <summary>The counting part of the status before pods are let go.</summary>
    public JobStatus Before(JobStatus status) => Counters(status, _succeeded, _failed);

    /// <summary>The counting part of the status once they are.</summary>
    public JobStatus After(JobStatus status)
    {
        var gone = _released.Select(pod => pod.Metadata.Uid ?? "").ToHashSet(StringComparer.Ordinal);
        return Counters(status, [.. _succeeded.Where(uid => !gone.Contains(uid))], [.. _failed.Where(uid => !gone.Contains(uid))]);
    }

    private int Released(List<string> named)
    {
        var gone = _released.Select(pod => pod.Metadata.Uid ?? "").ToHashSet(StringComparer.Ordinal);
        return named.Count(gone.Contains);
    }

    // Of the uids named before or now, those that are named no longer are in the numbers.
    private JobStatus Counters(JobStatus status, List<string> succeeded, List<string> failed)
    {
        var everSucceeded = _count.NamedSucceeded.Union(_succeeded, StringComparer.Ordinal).Count();
        var everFailed = _count.NamedFailed.Union(_failed, StringComparer.Ordinal).Count();
        var completed = _count.CompletedBefore.With(IndexSet.Of(_indexes));
        return status with
        {
            Succeeded = _count.IsIndexed ? completed.Count : (_status.Succeeded ?? 0) + everSucceeded - succeeded.Count,
            Failed = (_status.Failed ?? 0) + everFailed - failed.Count,
            CompletedIndexes = _count.IsIndexed ? completed.ToString() : status.CompletedIndexes,
            FailedIndexes = _count.FailedIndexes?.ToString(),
            UncountedTerminatedPods = new()
            {
                Succeeded = succeeded.Count == 0 ? null : succeeded,
                Failed = failed.Count == 0 ? null : failed,
            },
        };
    }

    private bool MayRelease(Job job, Pod pod, JobCondition? finish)
    {
        if (job.Metadata.DeletionTimestamp is not null || finish is not null || pod.Status?.Phase == "Succeeded")
            return true;
        return JobPods.IsFailed(pod, job.Spec!) && !(_count.LastFailed.TryGetValue(JobPods.IndexOf(pod), out var last) && last == pod);
    }

    // Of a Job that fails, every pod that had not ended has failed.
    private void Name(Pod pod, JobSpec spec, JobCondition? finish)
    {
        var uid = pod.Metadata.Uid ?? "";
        if (!_count.HasValidIndex(pod) || _count.NamedFailed.Contains(uid) || _count.NamedSucceeded.Contains(uid))
            return;
        if (pod.Status?.Phase == "Succeeded")
        {
            if (!_count.IsIndexed)
                _succeeded.Add(uid);
            else if (!_count.CompletedBefore.Has(JobPods.IndexOf(pod)))
                _indexes.Add(JobPods.IndexOf(pod));
            else
                return;
        }
        else if ((JobPods.IsFailed(pod, spec) || finish?.Type == JobConditions.FailureTarget) && PodFailureRules.Match(spec.PodFailurePolicy, pod).Counts)
        {
            _failed.Add(uid);
        }
        else
        {
            return;
        }

        _counted.Add(pod);
    }
}
