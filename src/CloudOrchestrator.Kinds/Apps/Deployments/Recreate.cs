namespace CloudOrchestrator.Kinds.Apps.Deployments;

/// <summary>The strategy that stops all old pods before it starts the first new one.</summary>
internal static class Recreate
{
    /// <summary>Takes the next step; false when the new set's name is taken.</summary>
    public static bool Step(Rollout rollout, IObjectSnapshot snapshot)
    {
        var resized = false;
        foreach (var set in rollout.Old.Where(set => set.IsActive).ToList())
            resized |= rollout.Resize(set, 0);
        if (resized || OldPodsRun(rollout, snapshot))
            return true;
        if (!rollout.EnsureNewest())
            return false;
        rollout.Resize(rollout.Newest!, rollout.Limits.Replicas);
        return true;
    }

    // Terminating pods count: they may still hold what the new ones need.
    private static bool OldPodsRun(Rollout rollout, IObjectSnapshot snapshot) =>
        rollout.Old.Any(set => (set.Value.Status?.Replicas ?? 0) > 0
            || snapshot.OwnedBy<Pod>(set.Value.Metadata.Uid ?? "").Any(pod => !PodProgress.IsFinished(pod)));
}
