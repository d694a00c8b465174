using CloudOrchestrator.Objects.Selectors;

namespace CloudOrchestrator.Kinds.Apps.ReplicaSets;

/// <summary>Keeps the number of pods a ReplicaSet asks for.</summary>
public sealed class ReplicaSetReconciler : IReconciler
{
    internal static readonly GroupVersionKind Kind = new("apps", "v1", "ReplicaSet");

    /// <inheritdoc/>
    public string Name => "replicaset-controller";

    /// <inheritdoc/>
    public IReadOnlyList<Trigger> Triggers =>
    [
        Trigger.Itself<ReplicaSet>(),
        Trigger.ControllerOf<Pod>("ReplicaSet"),
        Trigger.OrphanOf<Pod, ReplicaSet>(static owner => LabelMatcher.From(owner.Spec?.Selector)),
    ];

    /// <inheritdoc/>
    public Decision Decide(ObjectKey key, IObjectSnapshot snapshot, ReconcileContext context)
    {
        if (snapshot.Get<ReplicaSet>(key.Namespace, key.Name) is not { Spec: { Template: { } template } spec } set)
            return Decision.None;
        var target = new ReplicaTarget(
            set, Kind, spec.Replicas ?? 1, spec.MinReadySeconds ?? 0, LabelMatcher.From(spec.Selector), template, () => RelatedPods(set, snapshot));
        var plan = new ReplicaPlanner(target, snapshot, context).Plan();
        var status = new ReplicaSetStatus
        {
            Replicas = plan.Replicas,
            FullyLabeledReplicas = plan.FullyLabeled,
            ReadyReplicas = plan.Ready,
            AvailableReplicas = plan.Available,
            ObservedGeneration = set.Metadata.Generation,
            Conditions = plan.Conditions(set.Status?.Conditions, condition => condition.Type, (reason, message) => new ReplicaSetCondition
            {
                Type = ReplicaPlan.FailureType,
                Status = "True",
                Reason = reason,
                Message = message,
                LastTransitionTime = context.Now,
            }),
        };
        return Same(set.Status, status)
            ? new(plan.Actions, plan.RequeueAfter)
            : new([.. plan.Actions, new ObjectAction.UpdateStatus(set with { Status = status })], plan.RequeueAfter);
    }

    private static IReadOnlyList<Pod> RelatedPods(ReplicaSet set, IObjectSnapshot snapshot)
    {
        if (Ownership.ControllerOf(set) is not { } controller)
            return snapshot.OwnedBy<Pod>(set.Metadata.Uid ?? "");
        return [.. snapshot.OwnedBy<ReplicaSet>(controller.Uid).SelectMany(sibling => snapshot.OwnedBy<Pod>(sibling.Metadata.Uid ?? ""))];
    }

    private static bool Same(ReplicaSetStatus? old, ReplicaSetStatus status) =>
        old is not null
        && old.Replicas == status.Replicas
        && (old.FullyLabeledReplicas ?? 0) == status.FullyLabeledReplicas
        && (old.ReadyReplicas ?? 0) == status.ReadyReplicas
        && (old.AvailableReplicas ?? 0) == status.AvailableReplicas
        && old.ObservedGeneration == status.ObservedGeneration
        && (old.Conditions?.Count ?? 0) == (status.Conditions?.Count ?? 0)
        && (old.Conditions ?? []).SequenceEqual(status.Conditions ?? []);
}
