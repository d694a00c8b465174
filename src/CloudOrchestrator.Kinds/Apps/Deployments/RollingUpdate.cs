namespace CloudOrchestrator.Kinds.Apps.Deployments;

/// <summary>The strategy that replaces pods step by step, within the limits of surge and unavailability.</summary>
internal static class RollingUpdate
{
    /// <summary>Takes the next step; true when a set was resized, and the next step waits for its effect.</summary>
    public static void Step(Rollout rollout)
    {
        if (SizeNewest(rollout))
            return;
        SizeOld(rollout);
    }

    /// <summary>How many pods the newest set may have now.</summary>
    public static int ReplicasOfNewest(Rollout rollout, ReplicaSetDraft newest)
    {
        var limits = rollout.Limits;
        if (!RolloutLimits.IsRolling(rollout.Spec))
            return limits.Replicas;
        var total = rollout.Sets.Sum(set => set.Replicas);
        return total >= limits.TotalMax ? newest.Replicas : newest.Replicas + Math.Min(limits.TotalMax - total, limits.Replicas - newest.Replicas);
    }

    private static bool SizeNewest(Rollout rollout)
    {
        if (rollout.Newest is not { } newest || newest.Replicas == rollout.Limits.Replicas)
            return false;
        var replicas = newest.Replicas > rollout.Limits.Replicas ? rollout.Limits.Replicas : ReplicasOfNewest(rollout, newest);
        return rollout.Resize(newest, replicas);
    }

    private static void SizeOld(Rollout rollout)
    {
        var old = rollout.Old.Where(set => set.IsActive).ToList();
        if (old.Count == 0)
            return;
        var newestUnavailable = rollout.Newest is { } newest ? newest.Replicas - newest.AvailableKept : 0;
        var removable = rollout.Sets.Sum(set => set.Replicas) - rollout.Limits.AvailableMin - newestUnavailable;
        if (removable <= 0)
            return;
        RemoveUnhealthy(rollout, old, removable);
        RemoveAvailable(rollout, old);
    }

    // Pods that do not work go first: they are no loss, and they must not block the rollout.
    private static void RemoveUnhealthy(Rollout rollout, List<ReplicaSetDraft> old, int removable)
    {
        foreach (var set in old)
        {
            if (removable <= 0)
                return;
            var removed = Math.Min(removable, set.Replicas - set.Available);
            if (removed <= 0)
                continue;
            rollout.Resize(set, set.Replicas - removed);
            removable -= removed;
        }
    }

    private static void RemoveAvailable(Rollout rollout, List<ReplicaSetDraft> old)
    {
        var removable = rollout.Sets.Sum(set => set.AvailableKept) - rollout.Limits.AvailableMin;
        foreach (var set in old)
        {
            if (removable <= 0)
                return;
            if (!set.IsActive)
                continue;
            var removed = Math.Min(set.Replicas, removable);
            rollout.Resize(set, set.Replicas - removed);
            removable -= removed;
        }
    }
}
