namespace CloudOrchestrator.Kinds.Batch.Jobs;

/// <summary>
/// What a Job's pods add up to: everything that has ended counts once, whether it is in the counters, is named as uncounted, or is still to be named.
/// </summary>
internal sealed class JobCount
{
    private readonly JobSpec _spec;

    public JobCount(Job job, IEnumerable<Pod> pods)
    {
        _spec = job.Spec!;
        var status = job.Status ?? new();
        IsIndexed = JobModes.IsIndexed(_spec);
        Completions = _spec.Completions ?? 0;
        Pods = [.. pods.OrderBy(pod => IsIndexed ? JobPods.IndexOf(pod) : 0).ThenBy(pod => pod.Metadata.Name, StringComparer.Ordinal)];
        Active = [.. Pods.Where(PodProgress.IsActive)];
        Terminating = Pods.Count(JobPods.IsTerminating);
        NamedSucceeded = [.. status.UncountedTerminatedPods?.Succeeded ?? []];
        NamedFailed = [.. status.UncountedTerminatedPods?.Failed ?? []];
        Failed = (status.Failed ?? 0) + NamedFailed.Count + Pods.Count(IsNewFailure);
        CompletedBefore = IsIndexed ? IndexSet.Parse(status.CompletedIndexes, Completions) : IndexSet.Empty;
        Completed = IsIndexed
            ? CompletedBefore.With(IndexSet.Of(Pods.Where(pod => pod.Status?.Phase == "Succeeded" && JobPods.IsTracked(pod) && HasValidIndex(pod)).Select(JobPods.IndexOf)))
            : IndexSet.Empty;
        Succeeded = IsIndexed ? Completed.Count : (status.Succeeded ?? 0) + NamedSucceeded.Count + Pods.Count(IsNewSuccess);
        FailedIndexes = IsIndexed && _spec.BackoffLimitPerIndex is { } limit
            ? IndexSet.Parse(status.FailedIndexes, Completions).With(IndexSet.Of(Pods.Where(pod => EndsIndex(pod, limit)).Select(JobPods.IndexOf)))
            : null;
        LastFailed = FailedIndexes is null ? new Dictionary<int, Pod>() : FindLastFailed();
    }

    /// <summary>True when each pod has an index.</summary>
    public bool IsIndexed { get; }

    /// <summary>Number of indexes.</summary>
    public int Completions { get; }

    /// <summary>The Job's pods in order of index and name.</summary>
    public IReadOnlyList<Pod> Pods { get; }

    /// <summary>Those that are neither finished nor being deleted.</summary>
    public IReadOnlyList<Pod> Active { get; }

    /// <summary>Number of those that are being deleted and have not ended.</summary>
    public int Terminating { get; }

    /// <summary>Uids in the status that wait for their pods to be let go.</summary>
    public HashSet<string> NamedSucceeded { get; }

    /// <inheritdoc cref="NamedSucceeded"/>
    public HashSet<string> NamedFailed { get; }

    /// <summary>All successes; for an Indexed Job, of different indexes.</summary>
    public int Succeeded { get; }

    /// <summary>All failures that count.</summary>
    public int Failed { get; }

    /// <summary>Indexes that the status names as completed.</summary>
    public IndexSet CompletedBefore { get; }

    /// <summary>All indexes that are completed.</summary>
    public IndexSet Completed { get; }

    /// <summary>Indexes that have failed for good; null when failures are not limited per index.</summary>
    public IndexSet? FailedIndexes { get; }

    /// <summary>
    /// The last failed pod of each index that is to be tried again. It is kept until its successor exists, because it carries the number of failures so far.
    /// </summary>
    public IReadOnlyDictionary<int, Pod> LastFailed { get; }

    /// <summary>True for a pod whose index the Job asks for; for any pod of a Job without indexes.</summary>
    public bool HasValidIndex(Pod pod) => !IsIndexed || (JobPods.IndexOf(pod) is var index && index != JobPods.NoIndex && index < Completions);

    /// <summary>True when the pod has failed and its failure counts but is neither counted nor named.</summary>
    public bool IsNewFailure(Pod pod) =>
        JobPods.IsTracked(pod) && HasValidIndex(pod) && !NamedFailed.Contains(pod.Metadata.Uid ?? "")
        && JobPods.IsFailed(pod, _spec) && PodFailureRules.Match(_spec.PodFailurePolicy, pod).Counts;

    private bool IsNewSuccess(Pod pod) =>
        JobPods.IsTracked(pod) && HasValidIndex(pod) && !NamedSucceeded.Contains(pod.Metadata.Uid ?? "")
        && !NamedFailed.Contains(pod.Metadata.Uid ?? "") && pod.Status?.Phase == "Succeeded";

    private bool EndsIndex(Pod pod, int limit)
    {
        if (!JobPods.IsTracked(pod) || !HasValidIndex(pod) || !JobPods.IsFailed(pod, _spec))
            return false;
        var match = PodFailureRules.Match(_spec.PodFailurePolicy, pod);
        return match.Action == PodFailureRules.FailIndex || (match.Counts && JobPods.FailuresBefore(pod) >= limit);
    }

    private Dictionary<int, Pod> FindLastFailed()
    {
        var active = Active.Select(JobPods.IndexOf).ToHashSet();
        Dictionary<int, Pod> last = [];
        foreach (var pod in Pods)
        {
            var index = JobPods.IndexOf(pod);
            if (!JobPods.IsTracked(pod) || !HasValidIndex(pod) || !JobPods.IsFailed(pod, _spec)
                || Completed.Has(index) || FailedIndexes!.Has(index) || active.Contains(index))
                continue;
            if (!last.TryGetValue(index, out var other) || IsLater(pod, other))
                last[index] = pod;
        }

        return last;
    }

    private static bool IsLater(Pod pod, Pod other)
    {
        var (failures, others) = (JobPods.FailuresBefore(pod) + JobPods.IgnoredBefore(pod), JobPods.FailuresBefore(other) + JobPods.IgnoredBefore(other));
        return failures > others || (failures == others && JobPods.FinishedAt(pod) >= JobPods.FinishedAt(other));
    }
}
