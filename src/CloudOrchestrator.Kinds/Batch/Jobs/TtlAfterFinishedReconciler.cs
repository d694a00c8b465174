namespace CloudOrchestrator.Kinds.Batch.Jobs;

/// <summary>Deletes Jobs, and with them their pods, some time after they have come to their end.</summary>
public sealed class TtlAfterFinishedReconciler : IReconciler
{
    /// <inheritdoc/>
    public string Name => "ttl-after-finished-controller";

    /// <inheritdoc/>
    public IReadOnlyList<Trigger> Triggers =>
    [
        new(typeof(Job), static (_, after, _) => after is Job { Spec.TtlSecondsAfterFinished: not null } job && JobConditions.IsFinished(job) ? [Ownership.KeyOf(job)] : []),
    ];

    /// <inheritdoc/>
    public Decision Decide(ObjectKey key, IObjectSnapshot snapshot, ReconcileContext context)
    {
        if (snapshot.Get<Job>(key.Namespace, key.Name) is not { Spec.TtlSecondsAfterFinished: { } seconds, Metadata.DeletionTimestamp: null } job
            || FinishedAt(job) is not { } end)
            return Decision.None;
        var left = end.AddSeconds(seconds) - context.Now;
        return left > TimeSpan.Zero
            ? new([], left)
            : new([new ObjectAction.Delete(typeof(Job), key, job.Metadata.Uid ?? "", job.Metadata.ResourceVersion, PropagationPolicy: "Foreground")]);
    }

    private static DateTimeOffset? FinishedAt(Job job) => (job.Status?.Conditions ?? [])
        .FirstOrDefault(condition => condition is { Status: "True", Type: JobConditions.Complete or JobConditions.Failed })?.LastTransitionTime;
}
