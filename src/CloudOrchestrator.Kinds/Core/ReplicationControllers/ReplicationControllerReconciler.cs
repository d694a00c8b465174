using CloudOrchestrator.Objects.Selectors;

namespace CloudOrchestrator.Kinds.Core.ReplicationControllers;

/// <summary>Keeps the number of pods a ReplicationController asks for.</summary>
public sealed class ReplicationControllerReconciler : IReconciler
{
    private static readonly GroupVersionKind Kind = new("", "v1", "ReplicationController");

    /// <inheritdoc/>
    public string Name => "replication-controller";

    /// <inheritdoc/>
    public IReadOnlyList<Trigger> Triggers =>
    [
        Trigger.Itself<ReplicationController>(),
        Trigger.ControllerOf<Pod>("ReplicationController"),
        Trigger.OrphanOf<Pod, ReplicationController>(static owner => LabelMatcher.From(owner.Spec?.Selector)),
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
            Conditions = plan.Conditions(controller.Status?.Conditions, condition => condition.Type, (reason, message) => new ReplicationControllerCondition
            {
                Type = ReplicaPlan.FailureType,
                Status = "True",
                Reason = reason,
                Message = message,
                LastTransitionTime = context.Now,
            }),
        };
        return Same(controller.Status, status)
            ? new(plan.Actions, plan.RequeueAfter)
            : new([.. plan.Actions, new ObjectAction.UpdateStatus(controller with { Status = status })], plan.RequeueAfter);
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
