using CloudOrchestrator.Controllers.Replicas;

namespace CloudOrchestrator.Controllers.Triggered;

/// <summary>Gathers which nodes have something to read, and rings there: once per stream and batch.</summary>
internal sealed class NodeBells(INodeDoorbells? doorbells, FreshReplicas view)
{
    private readonly Dictionary<string, HashSet<string>> _nodes = new(StringComparer.Ordinal);
    private readonly HashSet<string> _everywhere = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> _namespaces = new(StringComparer.Ordinal);

    /// <summary>Takes note of a change.</summary>
    public void Note(string stream, StoredObject? before, StoredObject? after)
    {
        if (doorbells is null)
            return;
        switch (stream)
        {
            case "pods" when !IsOnlyReported(before, after):
                NoteNode(stream, before);
                NoteNode(stream, after);
                break;
            case "nodes" when !IsOnlyReported(before, after) || Addresses(before) != Addresses(after):
            case "services" or "discovery.k8s.io/endpointslices":
                _everywhere.Add(stream);
                break;
            case "configmaps" or "secrets":
                Set(_namespaces, stream).Add((after ?? before!).Key.Namespace);
                break;
        }
    }

    /// <summary>Takes note that changes of a stream have been missed.</summary>
    public void NoteAll(string stream)
    {
        if (doorbells is not null && stream is "pods" or "nodes" or "services" or "discovery.k8s.io/endpointslices" or "configmaps" or "secrets")
            _everywhere.Add(stream);
    }

    /// <summary>Rings.</summary>
    public async Task RingAsync(CancellationToken cancellationToken)
    {
        if (doorbells is null || _nodes.Count + _everywhere.Count + _namespaces.Count == 0)
            return;
        var (rings, _) = await view.ReadAsync(Rings, cancellationToken);
        await Task.WhenAll(rings.Where(ring => ring.Nodes.Count > 0).Select(ring => doorbells.RingAsync(ring.Nodes, ring.Stream, cancellationToken)));
    }

    private List<(string Stream, IReadOnlyCollection<string> Nodes)> Rings(ReplicaObjectSnapshot snapshot)
    {
        List<(string, IReadOnlyCollection<string>)> rings = [];
        if (_everywhere.Count > 0)
        {
            string[] all = [.. snapshot.List<Node>().Select(node => node.Metadata.Name ?? "")];
            rings.AddRange(_everywhere.Select(stream => (stream, (IReadOnlyCollection<string>)all)));
        }

        foreach (var (stream, namespaces) in _namespaces.Where(entry => !_everywhere.Contains(entry.Key)))
        {
            var nodes = namespaces.SelectMany(name => snapshot.List<Pod>(name)).Select(pod => pod.Spec?.NodeName).OfType<string>();
            rings.Add((stream, nodes.Where(name => name.Length > 0).ToHashSet(StringComparer.Ordinal)));
        }

        rings.AddRange(_nodes.Where(entry => !_everywhere.Contains(entry.Key)).Select(entry => (entry.Key, (IReadOnlyCollection<string>)entry.Value)));
        return rings;
    }

    private void NoteNode(string stream, StoredObject? pod)
    {
        if (pod?.As<Pod>().Spec?.NodeName is { Length: > 0 } node)
            Set(_nodes, stream).Add(node);
    }

    private static HashSet<string> Set(Dictionary<string, HashSet<string>> sets, string stream)
    {
        if (!sets.TryGetValue(stream, out var set))
            sets[stream] = set = new(StringComparer.Ordinal);
        return set;
    }

    // What an agent reports of its own node and pods is no news to it, and nobody else's business.
    private static bool IsOnlyReported(StoredObject? before, StoredObject? after)
    {
        if (before is null || after is null)
            return false;
        var (old, now) = (before.ToJsonObject(), after.ToJsonObject());
        return JsonNode.DeepEquals(old["spec"], now["spec"])
            && JsonNode.DeepEquals(old["metadata"]?["deletionTimestamp"], now["metadata"]?["deletionTimestamp"])
            && JsonNode.DeepEquals(old["metadata"]?["labels"], now["metadata"]?["labels"])
            && JsonNode.DeepEquals(old["metadata"]?["annotations"], now["metadata"]?["annotations"]);
    }

    private static string Addresses(StoredObject? node) =>
        string.Join(',', (node?.As<Node>().Status?.Addresses ?? []).Select(address => $"{address.Type}={address.Address}"));
}
