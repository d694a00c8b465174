namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>Where a pod is in its life, as controllers see it.</summary>
public static class PodProgress
{
    /// <summary>True when the pod will not run again: <c>Succeeded</c> or <c>Failed</c>.</summary>
    public static bool IsFinished(Pod pod) => pod.Status?.Phase is "Succeeded" or "Failed";

    /// <summary>True when the pod counts as a replica: neither finished nor being deleted.</summary>
    public static bool IsActive(Pod pod) => !IsFinished(pod) && pod.Metadata.DeletionTimestamp is null;

    /// <summary>True when condition <c>Ready</c> is true.</summary>
    public static bool IsReady(Pod pod) => Condition(pod, "Ready")?.Status == "True";

    /// <summary>The condition of a type, or null.</summary>
    public static PodCondition? Condition(Pod pod, string type)
    {
        foreach (var condition in pod.Status?.Conditions ?? [])
        {
            if (condition.Type == type)
                return condition;
        }

        return null;
    }

    /// <summary>True when the pod has been ready for at least <paramref name="minReadySeconds"/>.</summary>
    public static bool IsAvailable(Pod pod, int minReadySeconds, DateTimeOffset now) =>
        UntilAvailable(pod, minReadySeconds, now) is { } left && left <= TimeSpan.Zero;

    /// <summary>How long a ready pod must go on being ready to be available: zero or less when it is; null when it is not ready.</summary>
    public static TimeSpan? UntilAvailable(Pod pod, int minReadySeconds, DateTimeOffset now)
    {
        var ready = Condition(pod, "Ready");
        if (ready?.Status != "True")
            return null;
        if (minReadySeconds == 0)
            return TimeSpan.Zero;
        return ready.LastTransitionTime is { } since ? since.AddSeconds(minReadySeconds) - now : null;
    }
}
