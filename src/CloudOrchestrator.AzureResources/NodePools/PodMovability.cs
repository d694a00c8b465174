namespace CloudOrchestrator.AzureResources.NodePools;

/// <summary>Whether a drain may evict a pod: the rules of the Kubernetes cluster autoscaler.</summary>
internal static class PodMovability
{
    private const string SystemNamespace = "kube-system";

    /// <summary>Why the pod holds its node; null when it may be evicted.</summary>
    public static string? Obstacle(Pod pod, IReadOnlyList<DisruptionBudget> budgets)
    {
        var isSafe = pod.Metadata.Annotations?.GetValueOrDefault(AutoscalerNames.SafeToEvict);
        if (isSafe == "false")
            return "not safe to evict";
        var covering = budgets.Where(budget => budget.Covers(pod)).ToArray();
        if (covering.Any(budget => budget.DisruptionsAllowed < 1))
            return "not enough pod disruption budget";
        if (isSafe == "true")
            return null;
        if (Ownership.ControllerOf(pod) is null)
            return "not replicated: no controller would make it again";
        if (pod.Metadata.Namespace == SystemNamespace && covering.Length == 0)
            return "kube-system pod without disruption budget";
        return LocalVolume(pod) is { } volume ? $"local storage: volume {volume}" : null;
    }

    private static string? LocalVolume(Pod pod)
    {
        var safe = pod.Metadata.Annotations?.GetValueOrDefault(AutoscalerNames.SafeLocalVolumes)?.Split(',', StringSplitOptions.TrimEntries) ?? [];
        return pod.Spec?.Volumes?
            .FirstOrDefault(volume => (volume.HostPath is not null || volume.EmptyDir is { Medium: not "Memory" }) && !safe.Contains(volume.Name))?.Name;
    }
}
