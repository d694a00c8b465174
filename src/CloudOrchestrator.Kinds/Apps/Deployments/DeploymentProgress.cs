namespace CloudOrchestrator.Kinds.Apps.Deployments;

/// <summary>A Deployment's status: counts, conditions, and when to look for a missed deadline.</summary>
internal static class DeploymentProgress
{
    /// <summary>True when all replicas are of the current template and available, and no other pod is left.</summary>
    public static bool IsComplete(Deployment deployment, DeploymentStatus? status)
    {
        var replicas = deployment.Spec?.Replicas ?? 1;
        return status is not null
            && (status.UpdatedReplicas ?? 0) == replicas
            && (status.Replicas ?? 0) == replicas
            && (status.AvailableReplicas ?? 0) == replicas
            && (status.ObservedGeneration ?? 0) >= (deployment.Metadata.Generation ?? 0);
    }

    /// <summary>Counts, and condition <c>Available</c>. Sizes come from the sets' own status.</summary>
    public static DeploymentStatus Calculate(Rollout rollout)
    {
        var total = rollout.Sets.Sum(set => set.Value.Status?.Replicas ?? 0);
        var available = rollout.Sets.Sum(set => set.Available);
        if (available >= rollout.Limits.AvailableMin)
            SetAvailable("True", "MinimumReplicasAvailable", "Deployment has minimum availability.");
        else
            SetAvailable("False", "MinimumReplicasUnavailable", "Deployment does not have minimum availability.");
        return new DeploymentStatus
        {
            ObservedGeneration = rollout.Deployment.Metadata.Generation,
            Replicas = total,
            UpdatedReplicas = rollout.Newest?.Value.Status?.Replicas ?? 0,
            ReadyReplicas = rollout.Sets.Sum(set => set.Value.Status?.ReadyReplicas ?? 0),
            AvailableReplicas = available,
            UnavailableReplicas = Math.Max(0, total - available),
            CollisionCount = rollout.CollisionCount,
            Conditions = rollout.Conditions.List,
        };

        void SetAvailable(string status, string reason, string message) =>
            rollout.Conditions.Set(DeploymentConditions.Available, status, reason, message, rollout.Now);
    }

    /// <summary>Status after a step of a rollout: condition <c>Progressing</c> says how it goes.</summary>
    public static DeploymentStatus Report(Rollout rollout)
    {
        var status = Calculate(rollout);
        var conditions = rollout.Conditions;
        var current = conditions.Get(DeploymentConditions.Progressing);
        if (!rollout.HasProgressDeadline)
            conditions.Remove(DeploymentConditions.Progressing);
        else if (status.Replicas != status.UpdatedReplicas || current?.Reason != DeploymentConditions.NewReplicaSetAvailable)
            ReportProgress(rollout, status, current);

        var failure = FailureOf(rollout);
        if (failure is null)
            conditions.Remove(DeploymentConditions.ReplicaFailure);
        else
            conditions.Set(failure);
        return status with { Conditions = conditions.List };
    }

    /// <summary>When the deadline passes if nothing happens until then; null when none is running.</summary>
    public static TimeSpan? UntilDeadline(Rollout rollout, DeploymentStatus status)
    {
        var current = rollout.Conditions.Get(DeploymentConditions.Progressing);
        if (!rollout.HasProgressDeadline || current?.LastUpdateTime is not { } updated || IsComplete(rollout.Deployment, status)
            || current.Reason is DeploymentConditions.ProgressDeadlineExceeded or DeploymentConditions.NewReplicaSetAvailable)
            return null;
        var left = updated.AddSeconds(rollout.Spec.ProgressDeadlineSeconds!.Value) - rollout.Now;
        return left < TimeSpan.Zero ? TimeSpan.FromSeconds(1) : left + TimeSpan.FromSeconds(1);
    }

    /// <summary>True when storing <paramref name="status"/> would change nothing.</summary>
    public static bool Same(DeploymentStatus? old, DeploymentStatus status) =>
        (old?.ObservedGeneration ?? 0) == (status.ObservedGeneration ?? 0)
        && (old?.Replicas ?? 0) == (status.Replicas ?? 0)
        && (old?.UpdatedReplicas ?? 0) == (status.UpdatedReplicas ?? 0)
        && (old?.ReadyReplicas ?? 0) == (status.ReadyReplicas ?? 0)
        && (old?.AvailableReplicas ?? 0) == (status.AvailableReplicas ?? 0)
        && (old?.UnavailableReplicas ?? 0) == (status.UnavailableReplicas ?? 0)
        && old?.CollisionCount == status.CollisionCount
        && (old?.Conditions ?? []).SequenceEqual(status.Conditions ?? []);

    private static void ReportProgress(Rollout rollout, DeploymentStatus status, DeploymentCondition? current)
    {
        var subject = rollout.Newest is { } newest ? $"ReplicaSet \"{newest.Name}\"" : $"Deployment \"{rollout.Deployment.Metadata.Name}\"";
        var conditions = rollout.Conditions;
        var now = rollout.Now;
        if (IsComplete(rollout.Deployment, status))
        {
            const string Reason = DeploymentConditions.NewReplicaSetAvailable;
            conditions.Set(DeploymentConditions.Progressing, "True", Reason, $"{subject} has successfully progressed.", now);
        }
        else if (HasProgressed(rollout.Deployment.Status, status))
        {
            // The reason may stay the same: removing the old condition first lets the time of the update, and so the deadline, move on.
            var since = current?.Status == "True" ? current.LastTransitionTime : now;
            conditions.Remove(DeploymentConditions.Progressing);
            conditions.Set(new DeploymentCondition
            {
                Type = DeploymentConditions.Progressing,
                Status = "True",
                Reason = DeploymentConditions.ReplicaSetUpdated,
                Message = $"{subject} is progressing.",
                LastUpdateTime = now,
                LastTransitionTime = since,
            });
        }
        else if (HasTimedOut(rollout, current))
        {
            const string Reason = DeploymentConditions.ProgressDeadlineExceeded;
            conditions.Set(DeploymentConditions.Progressing, "False", Reason, $"{subject} has timed out progressing.", now);
        }
    }

    private static bool HasProgressed(DeploymentStatus? old, DeploymentStatus status)
    {
        var oldUpdated = old?.UpdatedReplicas ?? 0;
        var updated = status.UpdatedReplicas ?? 0;
        return updated > oldUpdated
            || (status.Replicas ?? 0) - updated < (old?.Replicas ?? 0) - oldUpdated
            || (status.ReadyReplicas ?? 0) > (old?.ReadyReplicas ?? 0)
            || (status.AvailableReplicas ?? 0) > (old?.AvailableReplicas ?? 0);
    }

    private static bool HasTimedOut(Rollout rollout, DeploymentCondition? current)
    {
        if (current is null || current.Reason == DeploymentConditions.NewReplicaSetAvailable)
            return false;
        return current.Reason == DeploymentConditions.ProgressDeadlineExceeded
            || (current.LastUpdateTime is { } updated && updated.AddSeconds(rollout.Spec.ProgressDeadlineSeconds!.Value) < rollout.Now);
    }

    private static DeploymentCondition? FailureOf(Rollout rollout)
    {
        var sets = rollout.Newest is { } newest ? rollout.Old.Prepend(newest) : rollout.Old;
        var failure = sets
            .SelectMany(set => set.Value.Status?.Conditions ?? [])
            .FirstOrDefault(condition => condition.Type == DeploymentConditions.ReplicaFailure);
        return failure is null ? null : new DeploymentCondition
        {
            Type = failure.Type,
            Status = failure.Status,
            Reason = failure.Reason,
            Message = failure.Message,
            LastTransitionTime = failure.LastTransitionTime,
            LastUpdateTime = failure.LastTransitionTime,
        };
    }
}
