namespace CloudOrchestrator.Kinds.Apps.Deployments;

/// <summary>Scaling a Deployment that is paused or in the middle of a rollout: each set keeps its share.</summary>
internal static class ProportionalScaling
{
    /// <summary>True when a set was last scaled for another size of the Deployment.</summary>
    public static bool IsNeeded(Rollout rollout) =>
        rollout.Sets.Any(set => set.IsActive
            && RevisionAnnotations.Number(set.Value.Metadata.Annotations, RevisionAnnotations.DesiredReplicas) is { } desired
            && desired != rollout.Limits.Replicas);

    /// <summary>Brings the sets to the Deployment's size.</summary>
    public static void Apply(Rollout rollout)
    {
        var active = rollout.Sets.Where(set => set.IsActive).ToList();
        if (OnlyActiveOrLatest(rollout, active) is { } only)
        {
            rollout.Resize(only, rollout.Limits.Replicas);
            return;
        }

        if (IsSaturated(rollout))
        {
            foreach (var set in rollout.Old.Where(set => set.IsActive).ToList())
                rollout.Resize(set, 0);
            return;
        }

        // A Deployment that was paused before its first set was made has none to scale.
        if (RolloutLimits.IsRolling(rollout.Spec) && active.Count > 0)
            Share(rollout, active);
    }

    private static ReplicaSetDraft? OnlyActiveOrLatest(Rollout rollout, List<ReplicaSetDraft> active) => active.Count switch
    {
        0 => rollout.Newest ?? rollout.Old.LastOrDefault(),
        1 => active[0],
        _ => null,
    };

    private static bool IsSaturated(Rollout rollout)
    {
        var desired = rollout.Limits.Replicas;
        return rollout.Newest is { } newest
            && newest.Replicas == desired
            && RevisionAnnotations.Number(newest.Value.Metadata.Annotations, RevisionAnnotations.DesiredReplicas) == desired
            && newest.Available == desired;
    }

    private static void Share(Rollout rollout, List<ReplicaSetDraft> active)
    {
        var allowed = rollout.Limits.Replicas > 0 ? rollout.Limits.TotalMax : 0;
        var toAdd = allowed - active.Sum(set => set.Replicas);
        active.Sort(toAdd > 0 ? BySizeNewerFirst : BySizeOlderFirst);
        var added = 0;
        var sizes = new int[active.Count];
        for (var i = 0; i < active.Count; i++)
        {
            var share = toAdd == 0 ? 0 : ShareOf(rollout, active[i], toAdd, added);
            sizes[i] = active[i].Replicas + share;
            added += share;
        }

        // What rounding left over goes to the largest.
        if (toAdd != 0)
            sizes[0] = Math.Max(0, sizes[0] + toAdd - added);
        for (var i = 0; i < active.Count; i++)
            rollout.Scale(active[i], sizes[i]);
    }

    private static int ShareOf(Rollout rollout, ReplicaSetDraft set, int toAdd, int added)
    {
        if (set.Replicas == 0 || toAdd == added)
            return 0;
        var fraction = Fraction(rollout, set);
        var left = toAdd - added;
        return toAdd > 0 ? Math.Min(fraction, left) : Math.Max(fraction, left);
    }

    private static int Fraction(Rollout rollout, ReplicaSetDraft set)
    {
        if (rollout.Limits.Replicas == 0)
            return -set.Replicas;
        var before = RevisionAnnotations.Number(set.Value.Metadata.Annotations, RevisionAnnotations.MaxReplicas) ?? 0;
        if (before == 0)
            before = rollout.Deployment.Status?.Replicas ?? 0;
        if (before == 0)
            return 0;
        var size = set.Replicas * (double)rollout.Limits.TotalMax / before;
        return (int)Math.Round(size, MidpointRounding.AwayFromZero) - set.Replicas;
    }

    private static int BySizeNewerFirst(ReplicaSetDraft left, ReplicaSetDraft right)
    {
        var order = right.Replicas.CompareTo(left.Replicas);
        return order != 0 ? order : ReplicaSetDraft.ByAge(right, left);
    }

    private static int BySizeOlderFirst(ReplicaSetDraft left, ReplicaSetDraft right)
    {
        var order = right.Replicas.CompareTo(left.Replicas);
        return order != 0 ? order : ReplicaSetDraft.ByAge(left, right);
    }
}
