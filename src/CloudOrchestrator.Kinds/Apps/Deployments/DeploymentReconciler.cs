using CloudOrchestrator.Objects.Selectors;

namespace CloudOrchestrator.Kinds.Apps.Deployments;

/// <summary>Rolls pod templates out over ReplicaSets.</summary>
public sealed class DeploymentReconciler : IReconciler
{
    internal static readonly GroupVersionKind Kind = new("apps", "v1", "Deployment");

    /// <inheritdoc/>
    public string Name => "deployment-controller";

    /// <inheritdoc/>
    public IReadOnlyList<Trigger> Triggers =>
    [
        Trigger.Itself<Deployment>(),
        Trigger.ControllerOf<ReplicaSet>("Deployment"),
        Trigger.OrphanOf<ReplicaSet, Deployment>(static owner => LabelMatcher.From(owner.Spec?.Selector)),
        new(typeof(Pod), LastPodGone),
    ];

    /// <inheritdoc/>
    public Decision Decide(ObjectKey key, IObjectSnapshot snapshot, ReconcileContext context)
    {
        if (snapshot.Get<Deployment>(key.Namespace, key.Name) is not { Spec: { } spec } deployment)
            return Decision.None;
        if (spec.Selector is { MatchLabels: null or { Count: 0 }, MatchExpressions: null or { Count: 0 } })
            return RefuseEmptySelector(deployment);
        var (sets, claims) = Claim(deployment, snapshot);
        if (claims.Count > 0)
            return new(claims);
        var rollout = new Rollout(deployment, sets, snapshot, context);
        if (deployment.Metadata.DeletionTimestamp is not null)
            return rollout.Finish(DeploymentProgress.Calculate(rollout), null);
        ReportPause(rollout);
        rollout.NumberNewest();
        if (context.Failure is { Action: ObjectAction.Create { Value: ReplicaSet set } } failure && rollout.Newest is null)
            return ReportFailedCreate(rollout, set, failure.Status);
        return Advance(rollout, snapshot);
    }

    private static Decision Advance(Rollout rollout, IObjectSnapshot snapshot)
    {
        var paused = rollout.Spec.Paused == true;
        if (paused || ProportionalScaling.IsNeeded(rollout))
        {
            ProportionalScaling.Apply(rollout);
            if (paused)
                rollout.DeleteHistory();
            return rollout.Finish(DeploymentProgress.Calculate(rollout), null);
        }

        var wasComplete = DeploymentProgress.IsComplete(rollout.Deployment, rollout.Deployment.Status);
        var named = RolloutLimits.IsRolling(rollout.Spec) ? Roll(rollout) : Recreate.Step(rollout, snapshot);
        if (named && wasComplete)
            rollout.DeleteHistory();
        var status = DeploymentProgress.Report(rollout);
        return rollout.Finish(status, named ? DeploymentProgress.UntilDeadline(rollout, status) : TimeSpan.Zero);
    }

    private static bool Roll(Rollout rollout)
    {
        if (!rollout.EnsureNewest())
            return false;
        RollingUpdate.Step(rollout);
        return true;
    }

    // A paused rollout must not miss its deadline: the condition stops the clock, and starts it anew on resuming.
    private static void ReportPause(Rollout rollout)
    {
        if (!rollout.HasProgressDeadline)
            return;
        var reason = rollout.Conditions.Get(DeploymentConditions.Progressing)?.Reason;
        if (reason == DeploymentConditions.ProgressDeadlineExceeded)
            return;
        var saysPaused = reason == DeploymentConditions.DeploymentPaused;
        var paused = rollout.Spec.Paused == true;
        if (paused && !saysPaused)
            rollout.Conditions.Set(DeploymentConditions.Progressing, "Unknown", DeploymentConditions.DeploymentPaused, "Deployment is paused", rollout.Now);
        else if (!paused && saysPaused)
            rollout.Conditions.Set(DeploymentConditions.Progressing, "Unknown", DeploymentConditions.DeploymentResumed, "Deployment is resumed", rollout.Now);
    }

    private static Decision RefuseEmptySelector(Deployment deployment)
    {
        const string Message = "This deployment is selecting all pods. A non-empty selector is required.";
        var status = (deployment.Status ?? new()) with { ObservedGeneration = deployment.Metadata.Generation };
        return status == deployment.Status
            ? Decision.None
            : new([new ObjectAction.UpdateStatus(deployment with { Status = status }), ObjectAction.RecordEvent.Warning(deployment, "SelectingAll", Message)]);
    }

    private static Decision ReportFailedCreate(Rollout rollout, ReplicaSet set, ApiStatus answer)
    {
        if (answer.Details?.Causes?.Any(cause => cause.Reason == "NamespaceTerminating") == true)
            return Decision.None;
        var message = $"Failed to create new replica set \"{set.Metadata.Name}\": {answer.Message}";
        if (rollout.HasProgressDeadline)
            rollout.Conditions.Set(DeploymentConditions.Progressing, "False", DeploymentConditions.ReplicaSetCreateError, message, rollout.Now);
        var decision = rollout.Finish(DeploymentProgress.Calculate(rollout), null);
        return decision with
        {
            Actions = [.. decision.Actions, ObjectAction.RecordEvent.Warning(rollout.Deployment, DeploymentConditions.ReplicaSetCreateError, message)],
        };
    }

    private static (List<ReplicaSet> Sets, List<ObjectAction> Claims) Claim(Deployment deployment, IObjectSnapshot snapshot)
    {
        var uid = deployment.Metadata.Uid ?? "";
        var selector = LabelMatcher.From(deployment.Spec!.Selector);
        var mayAdopt = deployment.Metadata.DeletionTimestamp is null;
        List<ReplicaSet> sets = [];
        List<ObjectAction> claims = [];
        foreach (var set in snapshot.OwnedBy<ReplicaSet>(uid).Where(set => Ownership.IsControlledBy(set, uid)))
        {
            if (selector.Matches(set.Metadata.Labels))
                sets.Add(set);
            else if (mayAdopt && set.Metadata.DeletionTimestamp is null)
                claims.Add(Ownership.Release(typeof(ReplicaSet), set, uid));
        }

        if (mayAdopt)
        {
            claims.AddRange(snapshot.Matching<ReplicaSet>(deployment.Metadata.Namespace ?? "", selector)
                .Where(set => Ownership.ControllerOf(set) is null && set.Metadata.DeletionTimestamp is null)
                .Select(set => Ownership.Adopt(typeof(ReplicaSet), set, Ownership.ReferenceTo(deployment, Kind))));
        }

        return (sets, claims);
    }

    // Recreate waits until the last old pod is gone or finished; no ReplicaSet changes at that moment.
    private static IEnumerable<ObjectKey> LastPodGone(IKubernetesObject? before, IKubernetesObject? after, IObjectSnapshot snapshot)
    {
        if (before is null || (after is Pod pod && !PodProgress.IsFinished(pod)))
            return [];
        return Ownership.ControllerOf(before) is { Kind: "ReplicaSet" } owner
            && snapshot.Get<ReplicaSet>(before.Metadata.Namespace ?? "", owner.Name) is { } set
            && Ownership.ControllerOf(set) is { Kind: "Deployment" } deployment
            && snapshot.Get<Deployment>(before.Metadata.Namespace ?? "", deployment.Name) is { Spec.Strategy.Type: "Recreate" }
                ? [new(before.Metadata.Namespace ?? "", deployment.Name)]
                : [];
    }
}
