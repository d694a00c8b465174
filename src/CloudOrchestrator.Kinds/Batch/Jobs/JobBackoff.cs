namespace CloudOrchestrator.Kinds.Batch.Jobs;

/// <summary>How long a Job waits before it replaces failed pods: 10 s after the first failure, twice as long after each further one, at most 10 min.</summary>
internal static class JobBackoff
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    /// <summary>
    /// What is left to wait for a Job whose pods are these. Only failures since the last success count. Pods that the Job itself deleted, because it was suspended
    /// or became narrower, carry no finalizer and are no failures; those deleted before the last start are of no interest.
    /// </summary>
    public static TimeSpan Remaining(IEnumerable<Pod> pods, JobSpec spec, DateTimeOffset? startTime, DateTimeOffset now)
    {
        var lastSuccess = DateTimeOffset.MinValue;
        List<DateTimeOffset> failures = [];
        foreach (var pod in pods)
        {
            if (pod.Status?.Phase == "Succeeded")
            {
                var at = JobPods.FinishedAt(pod);
                lastSuccess = at > lastSuccess ? at : lastSuccess;
            }
            else if (JobPods.IsFailed(pod, spec) && (JobPods.IsTracked(pod) || JobPods.DeletedAt(pod) is not { } deleted || deleted > startTime))
            {
                failures.Add(JobPods.FinishedAt(pod));
            }
        }

        var since = failures.Where(at => at > lastSuccess).ToList();
        return since.Count == 0 ? TimeSpan.Zero : Left(since.Count, since.Max(), now);
    }

    /// <summary>What is left to wait for the index of a failed pod.</summary>
    public static TimeSpan Remaining(Pod? lastFailed, DateTimeOffset now) => lastFailed is null
        ? TimeSpan.Zero
        : Left(JobPods.FailuresBefore(lastFailed) + JobPods.IgnoredBefore(lastFailed) + 1, JobPods.FinishedAt(lastFailed), now);

    private static TimeSpan Left(int failures, DateTimeOffset last, DateTimeOffset now)
    {
        var wait = First;
        for (var i = 1; i < failures && wait < Longest; i++)
            wait = wait * 2 < Longest ? wait * 2 : Longest;
        var left = last + wait - now;
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }
}
