namespace CloudOrchestrator.Kinds.Batch.Jobs;

/// <summary>Which pods a Job makes and deletes, while it goes on.</summary>
/// <param name="Delete">Active pods that are too many.</param>
/// <param name="Create">Pods that are missing: their indexes, or as many times <see cref="JobPods.NoIndex"/>.</param>
/// <param name="RequeueAfter">When more may be made.</param>
internal sealed record JobPlan(IReadOnlyList<Pod> Delete, IReadOnlyList<int> Create, TimeSpan? RequeueAfter = null)
{
    /// <summary>Pods made or deleted in one pass, as in Kubernetes; the rest follows in the next.</summary>
    public const int BurstMax = 500;

    private static readonly JobPlan Nothing = new([], []);

    /// <summary>Decides. Pods are either deleted or made in one pass; deleting goes first. <paramref name="backoff"/>: null when each index waits for itself.</summary>
    public static JobPlan Decide(JobSpec spec, JobCount count, JobBackoff? backoff, DateTimeOffset now)
    {
        var active = count.Active.Count;
        var wanted = Wanted(spec, count);
        var surplus = Surplus(count, Math.Max(0, active - wanted), now);
        if (surplus.Count > 0)
            return new(surplus.Count > BurstMax ? [.. surplus.Take(BurstMax)] : surplus, [], surplus.Count > BurstMax ? TimeSpan.Zero : null);
        var missing = wanted - active - (JobModes.ReplacesOnlyFailed(spec) ? count.Terminating : 0);
        if (spec.Suspend == true || missing <= 0)
            return Nothing;
        if (backoff?.Remaining(now) is { } wait && wait > TimeSpan.Zero)
            return Nothing with { RequeueAfter = wait };
        var burst = Math.Min(missing, BurstMax);
        TimeSpan? rest = missing > BurstMax ? TimeSpan.Zero : null;
        return count.IsIndexed
            ? Indexes(spec, count, burst, rest, now)
            : new([], [.. Enumerable.Repeat(JobPods.NoIndex, burst)], rest);
    }

    // Without a number of completions the Job is to be left to end by itself from the first success on.
    private static int Wanted(JobSpec spec, JobCount count)
    {
        if (spec.Suspend == true)
            return 0;
        var parallelism = spec.Parallelism ?? 1;
        return spec.Completions is { } completions
            ? Math.Clamp(completions - count.Succeeded, 0, parallelism)
            : count.Succeeded > 0 ? count.Active.Count : parallelism;
    }

    private static List<Pod> Surplus(JobCount count, int atLeast, DateTimeOffset now)
    {
        List<Pod> surplus = [];
        IReadOnlyList<Pod> left = count.Active;
        if (count.IsIndexed)
        {
            surplus.AddRange(count.Active.Where(pod => !count.HasValidIndex(pod)));
            var byIndex = count.Active.Where(count.HasValidIndex).ToLookup(JobPods.IndexOf);
            surplus.AddRange(byIndex.Where(pods => pods.Count() > 1).SelectMany(pods => First([.. pods], pods.Count() - 1, now)));
            if (surplus.Count > 0)
                left = [.. count.Active.Except(surplus)];
        }

        if (surplus.Count < atLeast)
            surplus.AddRange(First(left, atLeast - surplus.Count, now));
        return surplus;
    }

    private static IEnumerable<Pod> First(IReadOnlyList<Pod> pods, int number, DateTimeOffset now) => PodDeletionOrder.First(pods, () => pods, number, now);

    private static JobPlan Indexes(JobSpec spec, JobCount count, int number, TimeSpan? rest, DateTimeOffset now)
    {
        IEnumerable<Pod> present = JobModes.ReplacesOnlyFailed(spec) ? count.Pods.Where(pod => PodProgress.IsActive(pod) || JobPods.IsTerminating(pod)) : count.Active;
        var taken = count.Completed.With(IndexSet.Of(present.Select(JobPods.IndexOf).Where(index => index != JobPods.NoIndex)));
        if (count.FailedIndexes is { } failed)
            taken = taken.With(failed);
        var indexes = taken.FirstMissing(number, count.Completions);
        if (spec.BackoffLimitPerIndex is null)
            return new([], indexes, rest);
        var waits = indexes.ToDictionary(index => index, index => JobBackoff.Remaining(count.LastFailed.GetValueOrDefault(index), now));
        var later = waits.Values.Where(wait => wait > TimeSpan.Zero).Select(wait => (TimeSpan?)wait).Min();
        return new([], [.. indexes.Where(index => waits[index] <= TimeSpan.Zero)], rest ?? later);
    }
}
