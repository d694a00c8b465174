using CloudOrchestrator.Objects.Selectors;

namespace CloudOrchestrator.Kinds.Core.ReplicationControllers;

/// <summary>Keeps the number of pods a ReplicationController asks for.</summary>
public sealed class ReplicationControllerReconciler : IReconciler
{
    private const string FailureType = "ReplicaFailure";

    private static readonly GroupVersionKind Kind = new("", "v1", "ReplicationController");

    /// <inheritdoc/>
    public string Name => "replication-controller";

    /// <inheritdoc/>
    public IReadOnlyList<Trigger> Triggers =>
    [
        Trigger.Itself<ReplicationController>(),
        Trigger.ControllerOf<Pod>("ReplicationController"),
        Trigger.Of<Pod>(SelectingOrphan),
    ];

    /// <inheritdoc/>
    public Decision Decide(ObjectKey key, IObjectSnapshot snapshot, ReconcileContext context)
    {
        if (snapshot.Get<ReplicationController>(key.Namespace, key.Name) is not { Spec: { Template: { } template } spec } controller)
            return Decision.None;
        var target = new ReplicaTarget(
            controller,
            Kind,
            spec.Replicas ?? 1,
            spec.MinReadySeconds ?? 0,
            LabelMatcher.From(spec.Selector),
            template,
            () => snapshot.OwnedBy<Pod>(controller.Metadata.Uid ?? ""));
        var plan = new ReplicaPlanner(target, snapshot, context).Plan();
        var status = new ReplicationControllerStatus
        {
            Replicas = plan.Replicas,
            FullyLabeledReplicas = plan.FullyLabeled,
            ReadyReplicas = plan.Ready,
            AvailableReplicas = plan.Available,
            ObservedGeneration = controller.Metadata.Generation,
            Conditions = Conditions(controller.Status?.Conditions, plan, context.Now),
        };
        return Same(controller.Status, status)
            ? new(plan.Actions, plan.RequeueAfter)
            : new([.. plan.Actions, new ObjectAction.UpdateStatus(controller with { Status = status })], plan.RequeueAfter);
    }

    private static IEnumerable<ObjectKey> SelectingOrphan(Pod pod, IObjectSnapshot snapshot)
    {
        if (Ownership.ControllerOf(pod) is not null || pod.Metadata.DeletionTimestamp is not null)
            return [];
        return snapshot.List<ReplicationController>(pod.Metadata.Namespace)
            .Where(controller => LabelMatcher.From(controller.Spec?.Selector).Matches(pod.Metadata.Labels))
            .Select(Ownership.KeyOf);
    }

    private static IReadOnlyList<ReplicationControllerCondition>? Conditions(
        IReadOnlyList<ReplicationControllerCondition>? old, ReplicaPlan plan, DateTimeOffset now)
    {
        if (plan.FailureReason is { } reason)
        {
            return old?.Any(condition => condition.Type == FailureType) == true
                ? old
                :
                [
                    .. old ?? [],
                    new ReplicationControllerCondition
                    {
                        Type = FailureType,
                        Status = "True",
                        Reason = reason,
                        Message = plan.FailureMessage,
                        LastTransitionTime = now,
                    },
                ];
        }

        var others = (old ?? []).Where(condition => condition.Type != FailureType).ToArray();
        return others.Length == 0 ? null : others;
    }

    private static bool Same(ReplicationControllerStatus? old, ReplicationControllerStatus status) =>
        old is not null
        && (old.Replicas ?? 0) == status.Replicas
        && (old.FullyLabeledReplicas ?? 0) == status.FullyLabeledReplicas
        && (old.ReadyReplicas ?? 0) == status.ReadyReplicas
        && (old.AvailableReplicas ?? 0) == status.AvailableReplicas
        && old.ObservedGeneration == status.ObservedGeneration
        && (old.Conditions ?? []).SequenceEqual(status.Conditions ?? []);
}
