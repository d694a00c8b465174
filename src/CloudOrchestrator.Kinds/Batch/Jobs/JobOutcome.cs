namespace CloudOrchestrator.Kinds.Batch.Jobs;

/// <summary>Decides whether a Job has come to its end, and why.</summary>
internal static class JobOutcome
{
    private const string CompletionsReached = "CompletionsReached";

    /// <summary>
    /// The condition that ends the Job: SuccessCriteriaMet or FailureTarget, new or as the status has it; null while it goes on. What was once decided stands.
    /// </summary>
    public static JobCondition? Decide(Job job, JobCount count, JobConditions conditions, DateTimeOffset? startTime, DateTimeOffset now)
    {
        if ((conditions.True(JobConditions.SuccessCriteriaMet) ?? conditions.True(JobConditions.FailureTarget)) is { } decided)
            return decided;
        var spec = job.Spec!;
        if (FailureByPolicy(spec, count) is { } message)
            return Failure("PodFailurePolicy", message, now);
        if (count.Failed > (spec.BackoffLimit ?? int.MaxValue) || HasRestartedTooOften(spec, count))
            return Failure("BackoffLimitExceeded", "Job has reached the specified backoff limit", now);
        if (UntilDeadline(spec, startTime, now) <= TimeSpan.Zero)
            return Failure("DeadlineExceeded", "Job was active longer than specified deadline", now);
        if (count.FailedIndexes is { } failed)
        {
            if (failed.Count > spec.MaxFailedIndexes)
                return Failure("MaxFailedIndexesExceeded", "Job has exceeded the specified maximal number of failed indexes", now);
            if (failed.Count > 0 && failed.Count + count.Completed.Count >= count.Completions)
                return Failure("FailedIndexes", "Job has failed indexes", now);
        }

        return count.IsIndexed && SuccessRule(spec.SuccessPolicy, count) is { } rule
            ? JobConditions.New(JobConditions.SuccessCriteriaMet, "True", "SuccessPolicy", $"Matched rules at index {Cell.Digits(rule)}", now)
            : null;
    }

    /// <summary>The condition of a Job that has all it asked for.</summary>
    public static JobCondition Success(DateTimeOffset now) =>
        JobConditions.New(JobConditions.SuccessCriteriaMet, "True", CompletionsReached, "Reached expected number of succeeded pods", now);

    /// <summary>True when the Job has all it asked for. Without a number of completions, one success is enough once the others have ended.</summary>
    public static bool IsComplete(JobSpec spec, JobCount count, int active) =>
        active == 0 && (spec.Completions is { } wanted ? count.Succeeded >= wanted : count.Succeeded > 0);

    /// <summary>Time left until the Job has been active for too long; null when there is no limit, or it is suspended.</summary>
    public static TimeSpan? UntilDeadline(JobSpec spec, DateTimeOffset? startTime, DateTimeOffset now) =>
        spec.ActiveDeadlineSeconds is { } limit && startTime is { } start && spec.Suspend != true ? start.AddSeconds(limit) - now : null;

    private static JobCondition Failure(string reason, string message, DateTimeOffset now) =>
        JobConditions.New(JobConditions.FailureTarget, "True", reason, message, now);

    private static string? FailureByPolicy(JobSpec spec, JobCount count) => spec.PodFailurePolicy is null
        ? null
        : count.Pods.Where(pod => JobPods.IsFailed(pod, spec)).Select(pod => PodFailureRules.Match(spec.PodFailurePolicy, pod).Message).FirstOrDefault(text => text is not null);

    // Pods that restart their containers themselves are not replaced: what counts is how often they did.
    private static bool HasRestartedTooOften(JobSpec spec, JobCount count)
    {
        if (spec.Template.Spec?.RestartPolicy != "OnFailure" || spec.BackoffLimit is not { } limit)
            return false;
        var restarts = count.Pods
            .Where(pod => pod.Status?.Phase is "Running" or "Pending")
            .SelectMany(pod => (pod.Status!.InitContainerStatuses ?? []).Concat(pod.Status.ContainerStatuses ?? []))
            .Sum(status => (long)status.RestartCount);
        return limit == 0 ? restarts > 0 : restarts >= limit;
    }

    private static int? SuccessRule(SuccessPolicy? policy, JobCount count)
    {
        var rules = count.Completed.Count > 0 ? policy?.Rules ?? [] : [];
        for (var i = 0; i < rules.Count; i++)
        {
            if (IsMet(rules[i], count))
                return i;
        }

        return null;
    }

    private static bool IsMet(SuccessPolicyRule rule, JobCount count)
    {
        if (rule.SucceededIndexes is not { } text)
            return rule.SucceededCount is { } number && count.Completed.Count >= number;
        var wanted = IndexSet.Parse(text, count.Completions);
        return count.Completed.CountShared(wanted) >= (rule.SucceededCount ?? wanted.Count);
    }
}
