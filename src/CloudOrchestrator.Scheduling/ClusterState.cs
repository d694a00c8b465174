namespace CloudOrchestrator.Scheduling;

/// <summary>
/// What the scheduler knows of the cluster, kept up to date object by object: work is proportional to the change, not to the cluster.
/// For one thread at a time. Objects may be set in any order and again; the last one set counts.
/// </summary>
public sealed class ClusterState
{
    private readonly Dictionary<string, NodeInfo> _nodes = new(StringComparer.Ordinal);
    private readonly Dictionary<ObjectKey, PodInfo> _pods = [];
    private readonly Dictionary<string, PodGroup> _groups = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<PodGroup>> _groupsByNamespace = new(StringComparer.Ordinal);
    private readonly HashSet<PodInfo> _podsWithAffinities = [];
    private readonly Dictionary<string, int> _imageNodes = new(StringComparer.Ordinal);
    private readonly SpreadOwners _owners = new();
    private NodeInfo[]? _ordered;

    /// <summary>Number of nodes.</summary>
    public int NodeCount => Ordered.Length;

    internal NamespaceLabels Namespaces { get; } = new();

    internal IReadOnlyCollection<PodInfo> PodsWithAffinities => _podsWithAffinities;

    internal IReadOnlyCollection<PodGroup> Groups => _groups.Values;

    internal SpreadOwners Owners => _owners;

    /// <summary>The nodes by name; a node's index is its place here.</summary>
    internal NodeInfo[] Ordered => _ordered ??= Order();

    /// <summary>Adds or replaces a node.</summary>
    public void Set(Node node)
    {
        var info = InfoOf(node.Metadata.Name ?? "");
        if (info.Node is null)
            _ordered = null;
        CountImages(info, -1);
        info.Node = node;
        CountImages(info, 1);
    }

    /// <summary>Removes a node; its pods are remembered in case it comes back.</summary>
    public void RemoveNode(string name)
    {
        if (!_nodes.TryGetValue(name, out var info) || info.Node is null)
            return;
        CountImages(info, -1);
        info.Node = null;
        info.Index = -1;
        _ordered = null;
        ForgetIfUnused(info);
    }

    /// <summary>Adds or replaces a pod. Pods that are not bound or have ended take no room.</summary>
    public void Set(Pod pod)
    {
        RemovePod(new ObjectKey(pod.Metadata.Namespace ?? "", pod.Metadata.Name ?? ""));
        if (string.IsNullOrEmpty(pod.Spec?.NodeName) || pod.Status?.Phase is "Succeeded" or "Failed")
            return;
        var node = InfoOf(pod.Spec.NodeName);
        var info = new PodInfo(
            GroupOf(pod.Metadata),
            pod.Metadata.DeletionTimestamp is not null,
            PodResources.Requests(pod.Spec),
            PodResources.ScoredRequests(pod.Spec),
            HostPort.Of(pod.Spec),
            PodAffinities.Of(pod)) { Node = node };
        _pods[new ObjectKey(pod.Metadata.Namespace ?? "", pod.Metadata.Name ?? "")] = info;
        info.Group.Pods.Add(info);
        if (info.Affinities is not null)
            _podsWithAffinities.Add(info);
        node.Add(info);
    }

    /// <summary>Removes a pod.</summary>
    public void RemovePod(ObjectKey key)
    {
        if (!_pods.Remove(key, out var info))
            return;
        LeaveGroup(info);
        _podsWithAffinities.Remove(info);
        info.Node!.Remove(info);
        ForgetIfUnused(info.Node);
    }

    /// <summary>Adds or replaces a namespace, whose labels namespace selectors look at.</summary>
    public void Set(Namespace value) => Namespaces.Set(value);

    /// <summary>Removes a namespace.</summary>
    public void RemoveNamespace(string name) => Namespaces.Remove(name);

    /// <summary>Adds or replaces a Service: pods it selects are spread.</summary>
    public void Set(Service service) => _owners.Set(service);

    /// <summary>Removes a Service.</summary>
    public void RemoveService(ObjectKey key) => _owners.RemoveService(key);

    /// <summary>Adds or replaces a ReplicaSet: pods it controls are spread.</summary>
    public void Set(ReplicaSet replicaSet) => _owners.Set(replicaSet);

    /// <summary>Removes a ReplicaSet.</summary>
    public void RemoveReplicaSet(ObjectKey key) => _owners.RemoveReplicaSet(key);

    internal IReadOnlyCollection<PodGroup> GroupsIn(string @namespace) => _groupsByNamespace.TryGetValue(@namespace, out var groups) ? groups : [];

    /// <summary>Number of nodes that hold an image.</summary>
    internal int NodesWithImage(string name) => _imageNodes.GetValueOrDefault(name);

    private NodeInfo InfoOf(string name)
    {
        if (!_nodes.TryGetValue(name, out var info))
            _nodes[name] = info = new NodeInfo(name);
        return info;
    }

    private PodGroup GroupOf(ObjectMeta metadata)
    {
        var key = PodGroup.KeyOf(metadata);
        if (_groups.TryGetValue(key, out var group))
            return group;
        _groups[key] = group = new PodGroup(key, metadata.Namespace ?? "", metadata.Labels);
        if (!_groupsByNamespace.TryGetValue(group.Namespace, out var groups))
            _groupsByNamespace[group.Namespace] = groups = [];
        groups.Add(group);
        return group;
    }

    private void LeaveGroup(PodInfo info)
    {
        var group = info.Group;
        group.Pods.Remove(info);
        if (group.Pods.Count > 0)
            return;
        _groups.Remove(group.Key);
        var groups = _groupsByNamespace[group.Namespace];
        groups.Remove(group);
        if (groups.Count == 0)
            _groupsByNamespace.Remove(group.Namespace);
    }

    private NodeInfo[] Order()
    {
        var ordered = _nodes.Values.Where(node => node.Node is not null).OrderBy(node => node.Name, StringComparer.Ordinal).ToArray();
        for (var i = 0; i < ordered.Length; i++)
            ordered[i].Index = i;
        return ordered;
    }

    private void ForgetIfUnused(NodeInfo info)
    {
        if (info is { Node: null, PodCount: 0 })
            _nodes.Remove(info.Name);
    }

    private void CountImages(NodeInfo info, int change)
    {
        foreach (var name in info.Images.Keys)
        {
            var count = _imageNodes.GetValueOrDefault(name) + change;
            if (count == 0)
                _imageNodes.Remove(name);
            else
                _imageNodes[name] = count;
        }
    }
}
