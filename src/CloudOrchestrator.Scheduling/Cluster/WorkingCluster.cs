namespace CloudOrchestrator.Scheduling.Cluster;

/// <summary>The cluster during one decision: its state and the placements made so far. The state itself stays untouched.</summary>
internal sealed class WorkingCluster(ClusterState state)
{
    private readonly bool[] _own = new bool[state.Ordered.Length];
    private readonly List<(PodInfo Pod, int Node)> _placed = [];

    public ClusterState State => state;

    public NodeInfo[] Nodes { get; } = [.. state.Ordered];

    /// <summary>Placements in the order they were made.</summary>
    public IReadOnlyList<(PodInfo Pod, int Node)> Placed => _placed;

    public void Place(PodInfo pod, int node)
    {
        if (!_own[node])
            Nodes[node] = Nodes[node].Clone();
        _own[node] = true;
        Nodes[node].Add(pod);
        _placed.Add((pod, node));
    }

    /// <summary>The value of a node's label; null when it has none.</summary>
    public string? Label(int node, string key) =>
        Nodes[node].Node!.Metadata.Labels is { } labels && labels.TryGetValue(key, out var value) ? value : null;
}
