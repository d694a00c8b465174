namespace CloudOrchestrator.AzureResources.NodePools;

/// <summary>
/// Asks the scheduler what would happen if nodes came or went. The cluster given is changed for the question and is as before once the answer is there.
/// For one thread.
/// </summary>
internal sealed class SimulatedCluster(ClusterState state, IReadOnlyList<DaemonSet> daemonSets, ReconcileContext context)
{
    // No real node can have such a name.
    private const string NamePrefix = "template node for ";

    private readonly List<(string Node, List<ObjectKey> Pods)> _added = [];
    private int _number;

    /// <summary>Where pods would go now.</summary>
    public SchedulingDecision Decide(IReadOnlyList<Pod> pods) => Scheduler.Decide(state, pods, context);

    /// <summary>What a node, which may be one added, says to a pod.</summary>
    public NodeVerdict Explain(Pod pod, string nodeName) => Scheduler.Explain(state, pod).Single(verdict => verdict.NodeName == nodeName);

    /// <summary>Adds nodes of a pool, with the pods that DaemonSets will put there; they stay until they are removed.</summary>
    public void Add(string pool, NodeTemplate template, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var node = template.Create($"{NamePrefix}{pool} {++_number}");
            state.Set(node);
            List<ObjectKey> pods = [];
            foreach (var pod in daemonSets.Where(set => Fits(set, node)).Select(set => DaemonPod(set, node.Metadata.Name!)))
            {
                state.Set(pod);
                pods.Add(Ownership.KeyOf(pod));
            }

            _added.Add((node.Metadata.Name!, pods));
        }
    }

    /// <summary>Removes the nodes added last.</summary>
    public void Remove(int count)
    {
        for (var i = 0; i < count; i++)
        {
            var (node, pods) = _added[^1];
            _added.RemoveAt(_added.Count - 1);
            pods.ForEach(state.RemovePod);
            state.RemoveNode(node);
        }
    }

    /// <summary>Removes all nodes added.</summary>
    public void RemoveAll() => Remove(_added.Count);

    /// <summary>The name of the node added last.</summary>
    public string LastAdded => _added[^1].Node;

    /// <summary>The first of the pods that would find no place if their node were gone; null when all would.</summary>
    public Pod? FirstHomeless(Node node, IReadOnlyList<Pod> pods, IReadOnlyList<Pod> moving)
    {
        if (moving.Count == 0)
            return null;
        foreach (var pod in pods)
            state.RemovePod(Ownership.KeyOf(pod));
        state.RemoveNode(node.Metadata.Name!);
        try
        {
            var unbound = moving.Select(pod => pod with { Spec = pod.Spec! with { NodeName = null }, Metadata = pod.Metadata with { DeletionTimestamp = null } }).ToArray();
            var homeless = Decide(unbound).Unschedulable;
            return homeless.Count == 0 ? null : homeless[0].Pod;
        }
        finally
        {
            state.Set(node);
            foreach (var pod in pods)
                state.Set(pod);
        }
    }

    private static bool Fits(DaemonSet set, Node node) =>
        set.Spec?.Template.Spec is { } spec
        && NodeMatch.Matches(spec, node)
        && (node.Spec?.Taints ?? []).All(taint => taint.Effect == "PreferNoSchedule" || TaintTolerance.Tolerates(spec.Tolerations, taint));

    private static Pod DaemonPod(DaemonSet set, string node) => new()
    {
        Metadata = new ObjectMeta
        {
            Namespace = set.Metadata.Namespace,
            Name = $"{set.Metadata.Name} on {node}",
            Labels = set.Spec!.Template.Metadata?.Labels,
        },
        Spec = set.Spec.Template.Spec! with { NodeName = node },
    };
}
