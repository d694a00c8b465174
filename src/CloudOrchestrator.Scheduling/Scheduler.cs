namespace CloudOrchestrator.Scheduling;

/// <summary>Places pods on nodes. Pure: the same cluster and pods give the same answer.</summary>
public static class Scheduler
{
    /// <summary>The scheduler that pods ask for unless they ask for another.</summary>
    public const string DefaultName = "default-scheduler";

    private const string GatedMessage = "Scheduling is blocked due to non-empty scheduling gates";

    /// <summary>
    /// Decides for all pending pods at once, by priority, then age. Each placement is seen by those after it. Pods that are bound, are being deleted or
    /// ask for another scheduler are left out. <paramref name="cluster"/> is only read: the engine tells it of the bindings that were stored.
    /// </summary>
    public static SchedulingDecision Decide(ClusterState cluster, IReadOnlyList<Pod> pending, ReconcileContext context)
    {
        var working = new WorkingCluster(cluster);
        var classes = new Dictionary<string, PodClass>(StringComparer.Ordinal);
        var failures = new Dictionary<PodClass, (int Placed, UnschedulablePod Failure)>();
        var placements = new List<PodPlacement>();
        var unschedulable = new List<UnschedulablePod>();
        foreach (var pod in InOrder(pending))
        {
            if (pod.Spec!.SchedulingGates is { Count: > 0 })
            {
                unschedulable.Add(new UnschedulablePod(pod, UnschedulablePod.SchedulingGated, GatedMessage, new Dictionary<string, int>()));
                continue;
            }

            var pods = ClassOf(pod, working, classes);
            if (failures.TryGetValue(pods, out var failed) && failed.Placed == working.Placed.Count)
            {
                // Nothing has moved since an equal pod found no place.
                unschedulable.Add(failed.Failure with { Pod = pod });
            }
            else if (pods.Select() is { } best)
            {
                var name = working.Nodes[best.Node].Node!.Metadata.Name!;
                working.Place(pods.Requirements.Placed, best.Node);
                placements.Add(new PodPlacement(pod, name, best.Score, pods.FeasibleCount));
            }
            else
            {
                var (message, refusals) = Diagnosis.Of(pods, working.Nodes.Length);
                failures[pods] = (working.Placed.Count, new UnschedulablePod(pod, UnschedulablePod.Unschedulable, message, refusals));
                unschedulable.Add(failures[pods].Failure);
            }
        }

        return new SchedulingDecision(placements, unschedulable);
    }

    /// <summary>What every node says to a pod now, without placing it: the explanation of a placement, or what-if. Ordered by node name.</summary>
    public static IReadOnlyList<NodeVerdict> Explain(ClusterState cluster, Pod pod)
    {
        var working = new WorkingCluster(cluster);
        var pods = new PodClass(new PodRequirements(pod), working);
        pods.Select(rateAlways: true);
        var totals = pods.Totals().ToDictionary(total => total.Node, total => total.Score);
        return
        [
            .. working.Nodes.Select((node, i) => totals.TryGetValue(i, out var score)
                ? new NodeVerdict(node.Node!.Metadata.Name!, [], score)
                : new NodeVerdict(node.Node!.Metadata.Name!, pods.RefusalOf(i)!.Reasons, null)),
        ];
    }

    private static IEnumerable<Pod> InOrder(IReadOnlyList<Pod> pending) => pending
        .Where(pod => pod is { Spec: not null, Metadata.DeletionTimestamp: null }
            && string.IsNullOrEmpty(pod.Spec.NodeName)
            && (string.IsNullOrEmpty(pod.Spec.SchedulerName) || pod.Spec.SchedulerName == DefaultName))
        .OrderByDescending(pod => pod.Spec!.Priority ?? 0)
        .ThenBy(pod => pod.Metadata.CreationTimestamp ?? DateTimeOffset.MaxValue)
        .ThenBy(pod => pod.Metadata.Namespace, StringComparer.Ordinal)
        .ThenBy(pod => pod.Metadata.Name, StringComparer.Ordinal);

    private static PodClass ClassOf(Pod pod, WorkingCluster working, Dictionary<string, PodClass> classes)
    {
        var signature = PodSignature.Of(pod);
        if (!classes.TryGetValue(signature, out var pods))
            classes[signature] = pods = new PodClass(new PodRequirements(pod), working);
        return pods;
    }
}
