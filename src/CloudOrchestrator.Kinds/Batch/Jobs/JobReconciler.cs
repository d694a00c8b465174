using CloudOrchestrator.Objects.Selectors;

namespace CloudOrchestrator.Kinds.Batch.Jobs;

/// <summary>Runs the pods of Jobs until enough of them have succeeded, or too many have failed.</summary>
public sealed class JobReconciler : IReconciler
{
    internal static readonly GroupVersionKind Kind = new("batch", "v1", "Job");

    /// <inheritdoc/>
    public string Name => "job-controller";

    /// <inheritdoc/>
    public IReadOnlyList<Trigger> Triggers =>
    [
        Trigger.Itself<Job>(),
        Trigger.ControllerOf<Pod>("Job"),
        Trigger.Of<Pod>(SelectingOrphan),
    ];

    /// <inheritdoc/>
    public Decision Decide(ObjectKey key, IObjectSnapshot snapshot, ReconcileContext context)
    {
        // The Job is read before its pods: a pod that the Job's status has counted is seen without its finalizer.
        if (snapshot.Get<Job>(key.Namespace, key.Name) is not { } job || !LooksAfter(job))
            return Decision.None;
        var (pods, claims) = Claim(job, snapshot);
        return claims.Count > 0 ? new(claims) { Memory = context.Memory } : new JobSync(job, pods, snapshot, context).Decide();
    }

    /// <summary>True for a Job that has not come to its end and is this controller's.</summary>
    public static bool LooksAfter(Job job) => job.Spec is { } spec && !JobModes.IsManagedElsewhere(spec) && !JobConditions.IsFinished(job);

    private static (List<Pod> Pods, List<ObjectAction> Claims) Claim(Job job, IObjectSnapshot snapshot)
    {
        var uid = job.Metadata.Uid ?? "";
        var selector = LabelMatcher.From(job.Spec!.Selector);
        var mayAdopt = job.Metadata.DeletionTimestamp is null;
        List<Pod> pods = [];
        List<ObjectAction> claims = [];
        foreach (var pod in snapshot.OwnedBy<Pod>(uid).Where(pod => Ownership.IsControlledBy(pod, uid)))
        {
            if (selector.Matches(pod.Metadata.Labels))
                pods.Add(pod);
            else if (mayAdopt && pod.Metadata.DeletionTimestamp is null)
                claims.Add(Disown(pod, uid));
        }

        if (mayAdopt)
        {
            claims.AddRange(snapshot.Matching<Pod>(job.Metadata.Namespace ?? "", selector)
                .Where(pod => Ownership.ControllerOf(pod) is null && pod.Metadata.DeletionTimestamp is null)
                .Select(pod => Adopt(pod, Ownership.ReferenceTo(job, Kind))));
        }

        return (pods, claims);
    }

    private static ObjectAction.Patch Adopt(Pod pod, OwnerReference owner) => JobPods.Claim(
        pod, [.. pod.Metadata.OwnerReferences ?? [], owner], [.. (pod.Metadata.Finalizers ?? []).Union([JobLabels.TrackingFinalizer], StringComparer.Ordinal)]);

    private static ObjectAction.Patch Disown(Pod pod, string uid) => JobPods.Claim(
        pod,
        [.. (pod.Metadata.OwnerReferences ?? []).Where(owner => owner.Uid != uid)],
        [.. (pod.Metadata.Finalizers ?? []).Where(name => name != JobLabels.TrackingFinalizer)]);

    // A selector made by the server can only match a pod that carries its label.
    private static IEnumerable<ObjectKey> SelectingOrphan(Pod pod, IObjectSnapshot snapshot)
    {
        if (Ownership.ControllerOf(pod) is not null || pod.Metadata.DeletionTimestamp is not null)
            return [];
        var generated = pod.Metadata.Labels?.ContainsKey(JobLabels.ControllerUid) == true;
        return snapshot.List<Job>(pod.Metadata.Namespace)
            .Where(job => (generated || job.Spec?.ManualSelector == true) && LabelMatcher.From(job.Spec?.Selector).Matches(pod.Metadata.Labels))
            .Select(Ownership.KeyOf);
    }
}
