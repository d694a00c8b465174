namespace CloudOrchestrator.AzureResources.NodePools;

/// <summary>The cluster at the moment of a decision.</summary>
internal sealed class ClusterView
{
    private readonly IObjectSnapshot _snapshot;
    private readonly ILookup<string, Pod> _podsByNode;
    private readonly Lazy<ClusterState> _scheduler;

    public ClusterView(IObjectSnapshot snapshot)
    {
        _snapshot = snapshot;
        var pods = snapshot.List<Pod>();
        Nodes = [.. snapshot.List<Node>()];
        _podsByNode = pods.Where(pod => !string.IsNullOrEmpty(pod.Spec?.NodeName)).ToLookup(pod => pod.Spec!.NodeName!, StringComparer.Ordinal);
        Unschedulable = [.. pods.Where(IsUnschedulable)];
        _scheduler = new(() => SchedulerState(pods));
    }

    public List<Node> Nodes { get; }

    /// <summary>Pods for which the scheduler found no node.</summary>
    public IReadOnlyList<Pod> Unschedulable { get; }

    public ClusterState Scheduler => _scheduler.Value;

    public IReadOnlyList<DaemonSet> DaemonSets => _snapshot.List<DaemonSet>();

    public IReadOnlyList<Pod> PodsOn(string node) => [.. _podsByNode[node]];

    public static bool IsUnschedulable(Pod? pod) =>
        pod is { Metadata.DeletionTimestamp: null }
        && string.IsNullOrEmpty(pod.Spec?.NodeName)
        && PodProgress.Condition(pod, "PodScheduled") is { Status: "False", Reason: "Unschedulable" };

    private ClusterState SchedulerState(IReadOnlyList<Pod> pods)
    {
        var state = new ClusterState();
        foreach (var space in _snapshot.List<Kinds.Core.Namespaces.Namespace>())
            state.Set(space);
        foreach (var service in _snapshot.List<Service>())
            state.Set(service);
        foreach (var replicaSet in _snapshot.List<Kinds.Apps.ReplicaSets.ReplicaSet>())
            state.Set(replicaSet);
        foreach (var node in Nodes)
            state.Set(node);
        foreach (var pod in pods)
            state.Set(pod);
        return state;
    }
}
