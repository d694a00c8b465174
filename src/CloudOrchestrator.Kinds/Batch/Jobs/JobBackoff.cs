namespace CloudOrchestrator.Kinds.Batch.Jobs;

/// <summary>
/// How long a Job waits before it replaces failed pods: 10 s after the first failure, twice as long after each further one, at most 10 min. A pod that somebody deletes
/// has failed and is soon gone: what was seen of it is remembered for the next decision, or its place would be taken at once.
/// </summary>
/// <param name="JobUid">Whose pods they are.</param>
/// <param name="LastSuccess">When a pod last succeeded.</param>
/// <param name="Failures">When pods have failed since then, by uid, the latest of them.</param>
internal sealed record JobBackoff(string JobUid, DateTimeOffset LastSuccess, IReadOnlyDictionary<string, DateTimeOffset> Failures)
{
    // More do not make the wait any longer.
    private const int FailuresMax = 8;

    private static readonly TimeSpan First = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    /// <summary>
    /// What the pods say, and what is known of those that are gone. Only failures since the last success count, each at the time at which it was first seen. Pods that
    /// the Job itself deleted, because it was suspended or became narrower, carry no finalizer and are no failures; those deleted before the last start are of no
    /// interest.
    /// </summary>
    public static JobBackoff Of(Job job, IEnumerable<Pod> pods, DateTimeOffset? startTime, object? memory)
    {
        var uid = job.Metadata.Uid ?? "";
        var known = memory is JobBackoff { JobUid: var owner } before && owner == uid ? before : null;
        var lastSuccess = known?.LastSuccess ?? DateTimeOffset.MinValue;
        Dictionary<string, DateTimeOffset> failures = new(known?.Failures ?? new Dictionary<string, DateTimeOffset>(), StringComparer.Ordinal);
        foreach (var pod in pods)
        {
            if (pod.Status?.Phase == "Succeeded")
            {
                var at = JobPods.FinishedAt(pod);
                lastSuccess = at > lastSuccess ? at : lastSuccess;
            }
            else if (JobPods.IsFailed(pod, job.Spec!) && (JobPods.IsTracked(pod) || JobPods.DeletedAt(pod) is not { } deleted || deleted > startTime))
            {
                failures.TryAdd(pod.Metadata.Uid ?? "", JobPods.FinishedAt(pod));
            }
        }

        var since = failures.Where(failure => failure.Value > lastSuccess)
            .OrderByDescending(failure => failure.Value).ThenBy(failure => failure.Key, StringComparer.Ordinal).Take(FailuresMax);
        return new(uid, lastSuccess, since.ToDictionary(StringComparer.Ordinal));
    }

    /// <summary>What is left to wait for the index of a failed pod.</summary>
    public static TimeSpan Remaining(Pod? lastFailed, DateTimeOffset now) => lastFailed is null
        ? TimeSpan.Zero
        : Left(JobPods.FailuresBefore(lastFailed) + JobPods.IgnoredBefore(lastFailed) + 1, JobPods.FinishedAt(lastFailed), now);

    /// <summary>What is left to wait.</summary>
    public TimeSpan Remaining(DateTimeOffset now) => Failures.Count == 0 ? TimeSpan.Zero : Left(Failures.Count, Failures.Values.Max(), now);

    private static TimeSpan Left(int failures, DateTimeOffset last, DateTimeOffset now)
    {
        var wait = First;
        for (var i = 1; i < failures && wait < Longest; i++)
            wait = wait * 2 < Longest ? wait * 2 : Longest;
        var left = last + wait - now;
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }
}
