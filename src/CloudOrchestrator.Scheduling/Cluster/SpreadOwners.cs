namespace CloudOrchestrator.Scheduling.Cluster;

/// <summary>Services and ReplicaSets, from whose selectors follows which pods belong together.</summary>
internal sealed class SpreadOwners
{
    private readonly Dictionary<string, Dictionary<string, IReadOnlyDictionary<string, string>>> _services = new(StringComparer.Ordinal);
    private readonly Dictionary<ObjectKey, LabelSelector> _replicaSets = [];

    public void Set(Service service)
    {
        var key = KeyOf(service.Metadata);
        if (service.Spec?.Selector is not { Count: > 0 } selector)
        {
            RemoveService(key);
            return;
        }

        if (!_services.TryGetValue(key.Namespace, out var services))
            _services[key.Namespace] = services = new(StringComparer.Ordinal);
        services[key.Name] = selector;
    }

    public void RemoveService(ObjectKey key)
    {
        if (_services.TryGetValue(key.Namespace, out var services) && services.Remove(key.Name) && services.Count == 0)
            _services.Remove(key.Namespace);
    }

    public void Set(ReplicaSet replicaSet)
    {
        if (replicaSet.Spec is { } spec)
            _replicaSets[KeyOf(replicaSet.Metadata)] = spec.Selector;
    }

    public void RemoveReplicaSet(ObjectKey key) => _replicaSets.Remove(key);

    /// <summary>Selects the pods that belong with this one: those of all its Services and of its ReplicaSet. Null when it belongs to none.</summary>
    public LabelMatcher? SelectorFor(Pod pod)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        var expressions = new List<LabelSelectorRequirement>();
        foreach (var selector in ServicesOf(pod))
        {
            foreach (var (key, value) in selector)
                labels[key] = value;
        }

        var controller = pod.Metadata.OwnerReferences?.FirstOrDefault(owner => owner.Controller == true);
        if (controller is { Kind: "ReplicaSet" }
            && controller.ApiVersion.StartsWith("apps/", StringComparison.Ordinal)
            && _replicaSets.TryGetValue(new ObjectKey(pod.Metadata.Namespace ?? "", controller.Name), out var owned))
        {
            expressions.AddRange(owned.MatchExpressions ?? []);
            expressions.AddRange((owned.MatchLabels ?? new Dictionary<string, string>())
                .Select(label => new LabelSelectorRequirement { Key = label.Key, Operator = "In", Values = [label.Value] }));
        }

        return labels.Count == 0 && expressions.Count == 0
            ? null
            : LabelMatcher.From(new LabelSelector { MatchLabels = labels, MatchExpressions = expressions });
    }

    private static ObjectKey KeyOf(ObjectMeta metadata) => new(metadata.Namespace ?? "", metadata.Name ?? "");

    private IEnumerable<IReadOnlyDictionary<string, string>> ServicesOf(Pod pod)
    {
        if (!_services.TryGetValue(pod.Metadata.Namespace ?? "", out var services))
            yield break;
        foreach (var selector in services.OrderBy(service => service.Key, StringComparer.Ordinal).Select(service => service.Value))
        {
            if (pod.Metadata.Labels is { } labels && selector.All(pair => labels.TryGetValue(pair.Key, out var value) && value == pair.Value))
                yield return selector;
        }
    }
}
