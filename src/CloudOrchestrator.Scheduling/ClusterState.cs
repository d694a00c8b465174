namespace CloudOrchestrator.Scheduling;

/// <summary>
/// What the scheduler knows of the cluster, kept up to date object by object: work is proportional to the change, not to the cluster.
/// For one thread at a time. Objects may be set in any order and again; the last one set counts.
/// </summary>
public sealed class ClusterState
{
    private readonly Dictionary<string, NodeInfo> _nodes = new(StringComparer.Ordinal);
    private readonly Dictionary<ObjectKey, PodInfo> _pods = [];
    private readonly Dictionary<string, HashSet<PodInfo>> _podsByNamespace = new(StringComparer.Ordinal);
    private readonly HashSet<PodInfo> _podsWithAffinities = [];
    private readonly Dictionary<string, int> _imageNodes = new(StringComparer.Ordinal);
    private readonly SpreadOwners _owners = new();
    private NodeInfo[]? _ordered;

    /// <summary>Number of nodes.</summary>
    public int NodeCount => Ordered.Length;

    internal NamespaceLabels Namespaces { get; } = new();

    internal IReadOnlyCollection<PodInfo> PodsWithAffinities => _podsWithAffinities;

    internal IReadOnlyCollection<PodInfo> Pods => _pods.Values;

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
        ForgetIfUnused(name, info);
    }

    /// <summary>Adds or replaces a pod. Pods that are not bound or have ended take no room.</summary>
    public void Set(Pod pod)
    {
        RemovePod(new ObjectKey(pod.Metadata.Namespace ?? "", pod.Metadata.Name ?? ""));
        if (string.IsNullOrEmpty(pod.Spec?.NodeName) || pod.Status?.Phase is "Succeeded" or "Failed")
            return;
        var info = new PodInfo(pod, pod.Spec.NodeName);
        _pods[info.Key] = info;
        if (!_podsByNamespace.TryGetValue(info.Namespace, out var siblings))
            _podsByNamespace[info.Namespace] = siblings = [];
        siblings.Add(info);
        if (info.Affinities is not null)
            _podsWithAffinities.Add(info);
        InfoOf(info.NodeName).Add(info);
    }

    /// <summary>Removes a pod.</summary>
    public void RemovePod(ObjectKey key)
    {
        if (!_pods.Remove(key, out var info))
            return;
        var siblings = _podsByNamespace[info.Namespace];
        siblings.Remove(info);
        if (siblings.Count == 0)
            _podsByNamespace.Remove(info.Namespace);
        _podsWithAffinities.Remove(info);
        var node = _nodes[info.NodeName];
        node.Remove(info);
        ForgetIfUnused(info.NodeName, node);
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

    internal IReadOnlyCollection<PodInfo> PodsIn(string @namespace) => _podsByNamespace.TryGetValue(@namespace, out var pods) ? pods : [];

    /// <summary>The place of a node; -1 when there is none of that name.</summary>
    internal int IndexOf(string nodeName)
    {
        _ = Ordered;
        return _nodes.TryGetValue(nodeName, out var info) ? info.Index : -1;
    }

    /// <summary>Number of nodes that hold an image.</summary>
    internal int NodesWithImage(string name) => _imageNodes.GetValueOrDefault(name);

    private NodeInfo InfoOf(string name)
    {
        if (!_nodes.TryGetValue(name, out var info))
            _nodes[name] = info = new NodeInfo();
        return info;
    }

    private NodeInfo[] Order()
    {
        var ordered = _nodes.Where(entry => entry.Value.Node is not null).OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => entry.Value).ToArray();
        for (var i = 0; i < ordered.Length; i++)
            ordered[i].Index = i;
        return ordered;
    }

    private void ForgetIfUnused(string name, NodeInfo info)
    {
        if (info is { Node: null, PodCount: 0 })
            _nodes.Remove(name);
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
