namespace CloudOrchestrator.Scheduling.Cluster;

/// <summary>A node and what its pods take of it.</summary>
internal sealed class NodeInfo(string name)
{
    private readonly List<HostPort> _ports = [];
    private Node? _node;

    public string Name => name;

    /// <summary>Position among the nodes; set by the cluster.</summary>
    public int Index { get; set; } = -1;

    /// <summary>The node; null while only its pods are known.</summary>
    public Node? Node
    {
        get => _node;
        set
        {
            _node = value;
            Allocatable = ResourceVector.From(value?.Status?.Allocatable);
            PodsMax = value?.Status?.Allocatable is { } allocatable && allocatable.TryGetValue("pods", out var pods) ? pods.Units : 0;
            Images = ImagesOf(value);
        }
    }

    public ResourceVector Allocatable { get; private set; } = new();

    public long PodsMax { get; private set; }

    /// <summary>Sizes of the images the node holds, by each of their names.</summary>
    public IReadOnlyDictionary<string, long> Images { get; private set; } = new Dictionary<string, long>();

    public int PodCount { get; private set; }

    public ResourceVector Requested { get; private set; } = new();

    public ResourceVector ScoredRequested { get; private set; } = new();

    public IReadOnlyList<HostPort> Ports => _ports;

    public void Add(PodInfo pod)
    {
        PodCount++;
        Requested.Add(pod.Requests);
        ScoredRequested.Add(pod.ScoredRequests);
        _ports.AddRange(pod.Ports);
    }

    public void Remove(PodInfo pod)
    {
        PodCount--;
        Requested.Subtract(pod.Requests);
        ScoredRequested.Subtract(pod.ScoredRequests);
        foreach (var port in pod.Ports)
            _ports.Remove(port);
    }

    /// <summary>A copy whose pods may differ.</summary>
    public NodeInfo Clone()
    {
        var copy = new NodeInfo(name)
        {
            _node = _node,
            Allocatable = Allocatable,
            PodsMax = PodsMax,
            Images = Images,
            Index = Index,
            PodCount = PodCount,
            Requested = Requested.Clone(),
            ScoredRequested = ScoredRequested.Clone(),
        };
        copy._ports.AddRange(_ports);
        return copy;
    }

    private static Dictionary<string, long> ImagesOf(Node? node)
    {
        var images = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var image in node?.Status?.Images ?? [])
        {
            foreach (var name in image.Names)
                images[name] = image.SizeBytes ?? 0;
        }

        return images;
    }
}
