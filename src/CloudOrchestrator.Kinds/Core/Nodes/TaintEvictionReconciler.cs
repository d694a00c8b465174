namespace CloudOrchestrator.Kinds.Core.Nodes;

/// <summary>Deletes pods that do not tolerate a NoExecute taint of their node, at once or when the time they tolerate it has passed.</summary>
public sealed class TaintEvictionReconciler : IReconciler
{
    private const int EvictionsMax = 500;

    /// <inheritdoc/>
    public string Name => "taint-eviction-controller";

    /// <inheritdoc/>
    public IReadOnlyList<Trigger> Triggers =>
    [
        new(typeof(Node), static (before, after, _) =>
            after is Node node && (HasNoExecute(node) || (before is Node old && HasNoExecute(old))) ? [Ownership.KeyOf(node)] : []),
        new(typeof(Pod), static (before, after, snapshot) =>
            after is Pod { Spec.NodeName: { Length: > 0 } name }
            && (before as Pod)?.Spec?.NodeName != name
            && snapshot.Get<Node>("", name) is { } node
            && HasNoExecute(node) ? [new("", name)] : []),
    ];

    /// <inheritdoc/>
    public Decision Decide(ObjectKey key, IObjectSnapshot snapshot, ReconcileContext context)
    {
        if (snapshot.Get<Node>("", key.Name) is not { } node || !HasNoExecute(node))
            return Decision.None;
        var taints = node.Spec!.Taints!;
        if (taints.Any(taint => taint is { Effect: "NoExecute", TimeAdded: null }))
            return new([StampTaints(node, taints, context.Now)]);
        List<ObjectAction> disruptions = [];
        List<ObjectAction> deletions = [];
        TimeSpan? next = null;
        foreach (var pod in snapshot.PodsOnNode(key.Name))
        {
            if (pod.Metadata.DeletionTimestamp is not null || PodProgress.IsFinished(pod) || EvictionTime(pod, taints) is not { } time)
                continue;
            var isFull = disruptions.Count >= EvictionsMax;
            var wait = isFull ? TimeSpan.Zero : time - context.Now;
            if (wait > TimeSpan.Zero || isFull)
            {
                next = next < wait ? next : wait;
                continue;
            }

            disruptions.Add(PodConditionPatch.Disrupt(pod, "DeletionByTaintManager", "Taint manager: deleting due to NoExecute taint", context.Now) with
            {
                IsIndependent = true,
            });
            deletions.Add(new ObjectAction.Delete(typeof(Pod), Ownership.KeyOf(pod), pod.Metadata.Uid ?? ""));
            deletions.Add(ObjectAction.RecordEvent.Normal(pod, "TaintManagerEviction", $"Marking for deletion Pod {pod.Metadata.Namespace}/{pod.Metadata.Name}"));
        }

        return new([.. disruptions, .. deletions], next);
    }

    /// <summary>When the pod has to go; null when it tolerates the taints for ever.</summary>
    private static DateTimeOffset? EvictionTime(Pod pod, IReadOnlyList<Taint> taints)
    {
        DateTimeOffset? earliest = null;
        var boundAt = PodProgress.Condition(pod, "PodScheduled")?.LastTransitionTime ?? pod.Metadata.CreationTimestamp ?? DateTimeOffset.MinValue;
        foreach (var taint in taints.Where(taint => taint.Effect == "NoExecute"))
        {
            var tolerations = (pod.Spec?.Tolerations ?? []).Where(toleration => TaintTolerance.Tolerates(toleration, taint)).ToArray();
            var since = taint.TimeAdded > boundAt ? taint.TimeAdded.Value : boundAt;
            var seconds = tolerations.Length == 0 ? 0 : tolerations.Min(toleration => toleration.TolerationSeconds);
            if (seconds is not { } limit)
                continue;
            var time = limit <= 0 ? DateTimeOffset.MinValue : since.AddSeconds(limit);
            if (earliest is null || time < earliest)
                earliest = time;
        }

        return earliest;
    }

    // Users taint nodes without saying when; toleration needs a beginning.
    private static ObjectAction.Patch StampTaints(Node node, IReadOnlyList<Taint> taints, DateTimeOffset now)
    {
        var stamped = taints.Select(taint => taint is { Effect: "NoExecute", TimeAdded: null } ? taint with { TimeAdded = now } : taint);
        var list = new JsonArray([.. stamped.Select(taint => (JsonNode)ObjectJson.ToJsonObject(taint))]);
        var changes = new JsonObject { ["spec"] = new JsonObject { ["taints"] = list } };
        return new(typeof(Node), Ownership.KeyOf(node), node.Metadata.Uid ?? "", node.Metadata.ResourceVersion, changes);
    }

    private static bool HasNoExecute(Node node) => node.Spec?.Taints?.Any(taint => taint.Effect == "NoExecute") == true;
}
