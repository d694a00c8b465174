namespace CloudOrchestrator.Kinds.Batch.Jobs;

/// <summary>Lets go of pods that carry the finalizer of Jobs and that no Job will count any more. Keys are pods.</summary>
public sealed class JobOrphanReconciler : IReconciler
{
    /// <inheritdoc/>
    public string Name => "job-orphan-pod-controller";

    /// <inheritdoc/>
    public IReadOnlyList<Trigger> Triggers =>
    [
        new(typeof(Pod), static (_, after, snapshot) => after is Pod pod && IsOrphan(pod, snapshot) ? [Ownership.KeyOf(pod)] : []),
        new(typeof(Job), static (before, after, snapshot) => before is Job old && (after is not Job job || JobConditions.IsFinished(job))
            ? snapshot.OwnedBy<Pod>(old.Metadata.Uid ?? "").Where(JobPods.IsTracked).Select(Ownership.KeyOf)
            : []),
    ];

    /// <inheritdoc/>
    public Decision Decide(ObjectKey key, IObjectSnapshot snapshot, ReconcileContext context)
    {
        if (snapshot.Get<Pod>(key.Namespace, key.Name) is not { } pod || !IsOrphan(pod, snapshot))
            return Decision.None;
        var release = JobPods.Release(pod);
        return Ownership.ControllerOf(pod) is { Kind: "Job" } owner && snapshot.Get<Job>(key.Namespace, owner.Name)?.Metadata.Uid != owner.Uid
            ? new([release with { OnlyWithout = [(typeof(Job), new(key.Namespace, owner.Name), owner.Uid)] }])
            : new([release]);
    }

    private static bool IsOrphan(Pod pod, IObjectSnapshot snapshot)
    {
        if (!JobPods.IsTracked(pod))
            return false;
        if (Ownership.ControllerOf(pod) is not { Kind: "Job" } owner)
            return true;
        return snapshot.Get<Job>(pod.Metadata.Namespace ?? "", owner.Name) is not { } job || job.Metadata.Uid != owner.Uid || JobConditions.IsFinished(job);
    }
}
