using CloudOrchestrator.Objects.Selectors;

namespace CloudOrchestrator.Kinds.Apps.DaemonSets;

/// <summary>Keeps one pod on every node that a DaemonSet fits.</summary>
public sealed class DaemonSetReconciler : IReconciler
{
    private const int BurstMax = 250;

    private static readonly GroupVersionKind Kind = new("apps", "v1", "DaemonSet");

    /// <inheritdoc/>
    public string Name => "daemonset-controller";

    /// <inheritdoc/>
    public IReadOnlyList<Trigger> Triggers =>
    [
        Trigger.Itself<DaemonSet>(),
        Trigger.ControllerOf<Pod>("DaemonSet"),
        Trigger.OrphanOf<Pod, DaemonSet>(static owner => LabelMatcher.From(owner.Spec?.Selector)),
        new(typeof(Node), PlacesChanged),
    ];

    /// <inheritdoc/>
    public Decision Decide(ObjectKey key, IObjectSnapshot snapshot, ReconcileContext context)
    {
        if (snapshot.Get<DaemonSet>(key.Namespace, key.Name) is not { Spec: { } spec } set || set.Metadata.DeletionTimestamp is not null)
            return Decision.None;
        if (spec.Selector is { MatchLabels: null or { Count: 0 }, MatchExpressions: null or { Count: 0 } })
            return RefuseEmptySelector(set);
        var hash = PodTemplateHash.Compute(spec.Template, set.Status?.CollisionCount);
        var template = DaemonPods.Template(set, hash);
        List<ObjectAction> actions = [];
        var pods = ClaimPods(set, snapshot, actions);
        var nodes = PlaceOnNodes(template, pods, snapshot, out var homeless);
        var plan = new DaemonPlan(set, hash, nodes, context.Now);
        plan.Decide();
        plan.Delete.AddRange(homeless);
        var requeue = plan.Create.Count > BurstMax ? TimeSpan.Zero : plan.RequeueAfter;
        Change(set, template, plan, snapshot, context, actions);
        var status = Status(set, hash, nodes, context.Now);
        if (!Same(set.Status, status))
            actions.Add(new ObjectAction.UpdateStatus(set with { Status = status }));
        if (status.NumberReady != status.NumberAvailable && requeue is null)
            requeue = UntilNextAvailable(nodes, spec.MinReadySeconds ?? 0, context.Now);
        return new(actions, requeue);
    }

    private static Decision RefuseEmptySelector(DaemonSet set)
    {
        if (set.Status?.ObservedGeneration == set.Metadata.Generation)
            return Decision.None;
        var status = (set.Status ?? new()) with { ObservedGeneration = set.Metadata.Generation };
        return new(
        [
            new ObjectAction.UpdateStatus(set with { Status = status }),
            ObjectAction.RecordEvent.Warning(set, "SelectingAll", "This daemon set is selecting all pods. A non-empty selector is required."),
        ]);
    }

    private static List<Pod> ClaimPods(DaemonSet set, IObjectSnapshot snapshot, List<ObjectAction> actions)
    {
        var uid = set.Metadata.Uid ?? "";
        var selector = LabelMatcher.From(set.Spec!.Selector);
        List<Pod> claimed = [];
        foreach (var pod in snapshot.OwnedBy<Pod>(uid).Where(pod => Ownership.IsControlledBy(pod, uid)))
        {
            if (selector.Matches(pod.Metadata.Labels))
                claimed.Add(pod);
            else if (pod.Metadata.DeletionTimestamp is null)
                actions.Add(Ownership.Release(typeof(Pod), pod, uid));
        }

        foreach (var pod in snapshot.Matching<Pod>(set.Metadata.Namespace ?? "", selector))
        {
            if (Ownership.ControllerOf(pod) is not null || pod.Metadata.DeletionTimestamp is not null)
                continue;
            actions.Add(Ownership.Adopt(typeof(Pod), pod, Ownership.ReferenceTo(set, Kind)));
            claimed.Add(pod);
        }

        return claimed;
    }

    private static List<DaemonNode> PlaceOnNodes(PodTemplateSpec template, List<Pod> pods, IObjectSnapshot snapshot, out List<Pod> homeless)
    {
        var byNode = pods.ToLookup(pod => DaemonPods.TargetNode(pod) ?? "", StringComparer.Ordinal);
        var nodes = snapshot.List<Node>();
        var names = nodes.Select(node => node.Metadata.Name ?? "").ToHashSet(StringComparer.Ordinal);
        // Pods that wait for a node which no longer exists would wait for ever; bound ones are the pod collector's.
        homeless = [.. pods.Where(pod => string.IsNullOrEmpty(pod.Spec?.NodeName)
            && pod.Metadata.DeletionTimestamp is null
            && DaemonPods.TargetNode(pod) is { } target
            && !names.Contains(target))];
        return
        [
            .. nodes.OrderBy(node => node.Metadata.Name, StringComparer.Ordinal).Select(node =>
            {
                var (shouldRun, mayStay) = DaemonPods.Fits(template, node);
                return new DaemonNode(node.Metadata.Name ?? "", shouldRun, mayStay, [.. byNode[node.Metadata.Name ?? ""]]);
            }),
        ];
    }

    private static void Change(
        DaemonSet set, PodTemplateSpec template, DaemonPlan plan, IObjectSnapshot snapshot, ReconcileContext context, List<ObjectAction> actions)
    {
        actions.AddRange(plan.Events);
        foreach (var pod in plan.Delete.Take(BurstMax))
        {
            actions.Add(new ObjectAction.Delete(typeof(Pod), Ownership.KeyOf(pod), pod.Metadata.Uid ?? ""));
            actions.Add(ObjectAction.RecordEvent.Normal(set, "SuccessfulDelete", $"Deleted pod: {pod.Metadata.Name}"));
        }

        if (context.Failure is { Action: ObjectAction.Create { Value: Pod } } failure)
        {
            actions.Add(ObjectAction.RecordEvent.Warning(set, "FailedCreate", $"Error creating: {failure.Status.Message}"));
            return;
        }

        var reference = Ownership.ReferenceTo(set, Kind);
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in plan.Create.Take(BurstMax))
        {
            var pod = PodFromTemplate.Create(
                DaemonPods.ForNode(template, node),
                set,
                reference,
                context.Ids,
                name => names.Contains(name) || snapshot.Get<Pod>(set.Metadata.Namespace ?? "", name) is not null);
            names.Add(pod.Metadata.Name!);
            actions.Add(new ObjectAction.Create(pod, set.Metadata.Uid));
            actions.Add(ObjectAction.RecordEvent.Normal(set, "SuccessfulCreate", $"Created pod: {pod.Metadata.Name}"));
        }
    }

    private static DaemonSetStatus Status(DaemonSet set, string hash, IReadOnlyList<DaemonNode> nodes, DateTimeOffset now)
    {
        int desired = 0, current = 0, misscheduled = 0, ready = 0, available = 0, updated = 0;
        foreach (var node in nodes)
        {
            if (!node.ShouldRun)
            {
                misscheduled += node.Pods.Count > 0 ? 1 : 0;
                continue;
            }

            desired++;
            if (DaemonPods.InOrder(node.Pods).FirstOrDefault() is not { } pod)
                continue;
            current++;
            ready += PodProgress.IsReady(pod) ? 1 : 0;
            available += PodProgress.IsAvailable(pod, set.Spec?.MinReadySeconds ?? 0, now) ? 1 : 0;
            updated += pod.Metadata.Labels?.GetValueOrDefault(DaemonPods.RevisionLabel) == hash ? 1 : 0;
        }

        return new DaemonSetStatus
        {
            ObservedGeneration = set.Metadata.Generation,
            DesiredNumberScheduled = desired,
            CurrentNumberScheduled = current,
            NumberMisscheduled = misscheduled,
            NumberReady = ready,
            NumberAvailable = available,
            NumberUnavailable = desired - available,
            UpdatedNumberScheduled = updated,
            CollisionCount = set.Status?.CollisionCount,
            Conditions = set.Status?.Conditions,
        };
    }

    private static bool Same(DaemonSetStatus? old, DaemonSetStatus status) =>
        old is not null && status == old with
        {
            NumberAvailable = old.NumberAvailable ?? 0,
            NumberUnavailable = old.NumberUnavailable ?? 0,
            UpdatedNumberScheduled = old.UpdatedNumberScheduled ?? 0,
        };

    private static TimeSpan? UntilNextAvailable(IReadOnlyList<DaemonNode> nodes, int minReadySeconds, DateTimeOffset now) =>
        nodes.SelectMany(node => node.Pods)
            .Select(pod => PodProgress.UntilAvailable(pod, minReadySeconds, now))
            .Where(left => left > TimeSpan.Zero)
            .Min();

    // Heartbeats change nodes all the time; only what decides about placement matters.
    private static IEnumerable<ObjectKey> PlacesChanged(IKubernetesObject? before, IKubernetesObject? after, IObjectSnapshot snapshot)
    {
        if (before is Node old && after is Node now
            && StringMaps.Same(old.Metadata.Labels, now.Metadata.Labels)
            && (old.Spec?.Taints ?? []).SequenceEqual(now.Spec?.Taints ?? []))
            return [];
        return snapshot.List<DaemonSet>().Select(Ownership.KeyOf);
    }
}
