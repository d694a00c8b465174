namespace CloudOrchestrator.Kinds.Core.Nodes;

/// <summary>
/// Notices nodes that have gone silent, taints nodes by their conditions, and takes pods on nodes that are not ready out of service.
/// </summary>
/// <param name="gracePeriod">Silence after which a node is unreachable.</param>
/// <param name="startupGracePeriod">Time that a node which has never renewed its lease may take to start.</param>
public sealed class NodeLifecycleReconciler(TimeSpan gracePeriod, TimeSpan startupGracePeriod) : IReconciler
{
    /// <summary>Namespace of the leases that nodes renew.</summary>
    public const string LeaseNamespace = "kube-node-lease";

    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(2);
    private static readonly string[] SilencedConditions = ["Ready", "MemoryPressure", "DiskPressure", "PIDPressure"];

    /// <inheritdoc/>
    public string Name => "node-controller";

    /// <inheritdoc/>
    public IReadOnlyList<Trigger> Triggers =>
    [
        Trigger.Itself<Node>(),
        // Renewals are looked at when they are due, not when they come. Only a new or lost lease changes what is due.
        new(typeof(Lease), static (before, after, _) =>
            (before is null || after is null) && (after ?? before!) is { Metadata: { Namespace: LeaseNamespace, Name: { } name } } ? [new("", name)] : []),
    ];

    /// <inheritdoc/>
    public Decision Decide(ObjectKey key, IObjectSnapshot snapshot, ReconcileContext context)
    {
        if (snapshot.Get<Node>("", key.Name) is not { Metadata.DeletionTimestamp: null } node)
            return Decision.None;
        var deadline = Deadline(node, snapshot, context);
        var isLost = deadline <= context.Now;
        var conditions = isLost ? Silence(node, context.Now) : node.Status?.Conditions ?? [];
        var ready = conditions.FirstOrDefault(condition => condition.Type == "Ready");
        var isReady = ready?.Status == "True";
        List<ObjectAction> actions = [];
        if (!conditions.SequenceEqual(node.Status?.Conditions ?? []))
            ReportSilence(node, conditions, actions);
        var mayEvict = isReady || AnotherWasHeardSince(node, snapshot, context);
        Taint(node, NodeTaints.For(node, conditions, mayEvict, context.Now), actions);
        if (ready is not null && !isReady)
            MarkPodsNotReady(ready, snapshot.PodsOnNode(key.Name), context.Now, actions);
        // Whoever reads heartbeats looks at all nodes again while any of them lives.
        var requeue = !isLost ? deadline - context.Now : mayEvict || context.Heard is not null ? (TimeSpan?)null : LookAgain;
        return new(actions, requeue);
    }

    private DateTimeOffset Deadline(Node node, IObjectSnapshot snapshot, ReconcileContext context)
    {
        var heard = LastRenewal(node, snapshot, context) is { } time ? time + gracePeriod : (node.Metadata.CreationTimestamp ?? context.Now) + startupGracePeriod;
        var listening = context.WatchingSince == DateTimeOffset.MinValue ? DateTimeOffset.MinValue : context.WatchingSince + gracePeriod;
        return heard > listening ? heard : listening;
    }

    private static List<NodeCondition> Silence(Node node, DateTimeOffset now)
    {
        List<NodeCondition> result = [.. node.Status?.Conditions ?? []];
        foreach (var type in SilencedConditions)
        {
            var index = result.FindIndex(condition => condition.Type == type);
            if (index < 0)
            {
                result.Add(new NodeCondition
                {
                    Type = type,
                    Status = "Unknown",
                    Reason = "NodeStatusNeverUpdated",
                    Message = "Kubelet never posted node status.",
                    LastHeartbeatTime = node.Metadata.CreationTimestamp,
                    LastTransitionTime = now,
                });
            }
            else if (result[index].Status != "Unknown")
            {
                result[index] = result[index] with
                {
                    Status = "Unknown",
                    Reason = "NodeStatusUnknown",
                    Message = "Kubelet stopped posting node status.",
                    LastTransitionTime = now,
                };
            }
        }

        return result;
    }

    private static void ReportSilence(Node node, IReadOnlyList<NodeCondition> conditions, List<ObjectAction> actions)
    {
        actions.Add(new ObjectAction.UpdateStatus(node with { Status = (node.Status ?? new()) with { Conditions = conditions } }));
        actions.Add(ObjectAction.RecordEvent.Normal(node, "NodeNotReady", $"Node {node.Metadata.Name} status is now: NodeNotReady"));
    }

    private static void Taint(Node node, IReadOnlyList<Taint> taints, List<ObjectAction> actions)
    {
        if (taints.SequenceEqual(node.Spec?.Taints ?? []))
            return;
        var list = taints.Count == 0 ? null : new JsonArray([.. taints.Select(taint => (JsonNode)ObjectJson.ToJsonObject(taint))]);
        var changes = new JsonObject { ["spec"] = new JsonObject { ["taints"] = list } };
        actions.Add(new ObjectAction.Patch(typeof(Node), Ownership.KeyOf(node), node.Metadata.Uid ?? "", node.Metadata.ResourceVersion, changes));
    }

    // Only pods that became ready before the node stopped being so: an agent that is merely not ready may go on reporting its pods.
    private static void MarkPodsNotReady(NodeCondition ready, IReadOnlyList<Pod> pods, DateTimeOffset now, List<ObjectAction> actions)
    {
        foreach (var pod in pods)
        {
            var condition = PodProgress.Condition(pod, "Ready");
            if (condition?.Status != "True" || condition.LastTransitionTime > ready.LastTransitionTime)
                continue;
            var conditions = (pod.Status!.Conditions ?? []).Select(existing =>
                existing.Type == "Ready" ? existing with { Status = "False", LastTransitionTime = now } : existing);
            actions.Add(PodConditionPatch.Set(pod, conditions) with { IsIndependent = true });
            actions.Add(ObjectAction.RecordEvent.Warning(pod, "NodeNotReady", "Node is not ready"));
        }
    }

    // When all nodes fall silent together it is more likely that we cannot hear than that all have died: nobody is sent away then. Half the grace period tells
    // a node that is still heard from one whose last renewal merely came a little later. Who was heard last is asked first: with thousands of nodes silent at once
    // each of them finds at its first step that there is none, or one that lives.
    private bool AnotherWasHeardSince(Node node, IObjectSnapshot snapshot, ReconcileContext context)
    {
        var since = (LastRenewal(node, snapshot, context) ?? node.Metadata.CreationTimestamp ?? DateTimeOffset.MinValue) + (gracePeriod / 2);
        return snapshot.LeasesRenewedAfter(LeaseNamespace, since).Select(lease => lease.Metadata.Name)
            .Concat(context.Heard?.After(since) ?? [])
            .Any(other => other is not null && other != node.Metadata.Name && snapshot.Get<Node>("", other) is { } heard && NodeConditions.IsReady(heard));
    }

    // A node may be heard in two ways: by its lease, and past the API where a renewed lease would cost a request. The later one counts.
    private static DateTimeOffset? LastRenewal(Node node, IObjectSnapshot snapshot, ReconcileContext context)
    {
        var renewed = snapshot.Get<Lease>(LeaseNamespace, node.Metadata.Name ?? "")?.Spec?.RenewTime;
        var heard = context.Heard?.Of(node.Metadata.Name ?? "");
        return heard is null || renewed > heard ? renewed : heard;
    }
}
