namespace CloudOrchestrator.Scheduling.Filters;

/// <summary>Keeps pods near those they require, away from those they must avoid, and away from those that must avoid them.</summary>
internal sealed class InterPodAffinityFilter : IClusterFilter
{
    private static readonly NodeRefusal AffinityRefusal = NodeRefusal.Unresolvable("node(s) didn't match pod affinity rules");
    private static readonly NodeRefusal AntiAffinityRefusal = NodeRefusal.Unschedulable("node(s) didn't match pod anti-affinity rules");
    private static readonly NodeRefusal ExistingRefusal = NodeRefusal.Unschedulable("node(s) didn't satisfy existing pods anti-affinity rules");

    private readonly PodRequirements _pod;
    private readonly WorkingCluster _cluster;
    private readonly Dictionary<(string Key, string Value), int> _wanted = [];
    private readonly Dictionary<(string Key, string Value), int> _avoided = [];
    private readonly Dictionary<(string Key, string Value), int> _avoiding = [];
    private readonly IReadOnlyList<AffinityTerm> _required;
    private readonly IReadOnlyList<AffinityTerm> _requiredAnti;
    private readonly bool _matchesItself;

    public InterPodAffinityFilter(PodRequirements pod, WorkingCluster cluster)
    {
        _pod = pod;
        _cluster = cluster;
        _required = pod.Affinities?.Required ?? [];
        _requiredAnti = pod.Affinities?.RequiredAnti ?? [];
        _matchesItself = MatchesAll(pod.Namespace, pod.Labels);
        foreach (var group in _required.Count + _requiredAnti.Count > 0 ? cluster.State.Groups : [])
            CountMatching(group.Namespace, group.Labels, group.Pods.Where(existing => existing.NodeIndex >= 0).Select(existing => existing.NodeIndex));
        foreach (var existing in cluster.State.PodsWithAffinities.Where(existing => existing.NodeIndex >= 0))
            CountAvoiding(existing, existing.NodeIndex);
    }

    public bool Applies => _required.Count > 0 || _avoided.Count > 0 || _avoiding.Count > 0;

    public void Placed(PodInfo pod, int node)
    {
        CountMatching(pod.Namespace, pod.Labels, [node]);
        CountAvoiding(pod, node);
    }

    public void Prepare()
    {
    }

    public NodeRefusal? Check(int node)
    {
        if (_required.Count > 0 && !HasWanted(node))
            return AffinityRefusal;
        foreach (var term in _requiredAnti)
        {
            if (_avoided.Count > 0 && _cluster.Label(node, term.TopologyKey) is { } value && _avoided.ContainsKey((term.TopologyKey, value)))
                return AntiAffinityRefusal;
        }

        return _avoiding.Count > 0 && IsAvoiding(node) ? ExistingRefusal : null;
    }

    private void CountMatching(string @namespace, IReadOnlyDictionary<string, string>? labels, IEnumerable<int> nodes)
    {
        if (MatchesAll(@namespace, labels))
        {
            foreach (var node in nodes)
            {
                foreach (var term in _required)
                    Count(_wanted, term, node);
            }
        }

        foreach (var term in _requiredAnti.Where(term => term.Matches(@namespace, labels, _cluster.State.Namespaces)))
        {
            foreach (var node in nodes)
                Count(_avoided, term, node);
        }
    }

    private void CountAvoiding(PodInfo pod, int node)
    {
        foreach (var term in pod.Affinities?.RequiredAnti ?? [])
        {
            if (term.Matches(_pod.Namespace, _pod.Labels, _cluster.State.Namespaces))
                Count(_avoiding, term, node);
        }
    }

    private bool HasWanted(int node)
    {
        var found = true;
        foreach (var term in _required)
        {
            if (_cluster.Label(node, term.TopologyKey) is not { } value)
                return false;
            found &= _wanted.ContainsKey((term.TopologyKey, value));
        }

        // The first of a group that wants its own kind may go anywhere.
        return found || (_wanted.Count == 0 && _matchesItself);
    }

    private bool IsAvoiding(int node)
    {
        foreach (var (key, value) in _avoiding.Keys)
        {
            if (_cluster.Label(node, key) == value)
                return true;
        }

        return false;
    }

    private bool MatchesAll(string @namespace, IReadOnlyDictionary<string, string>? labels) =>
        _required.Count > 0 && _required.All(term => term.Matches(@namespace, labels, _cluster.State.Namespaces));

    private void Count(Dictionary<(string Key, string Value), int> counts, AffinityTerm term, int node)
    {
        if (_cluster.Label(node, term.TopologyKey) is { } value)
            counts[(term.TopologyKey, value)] = counts.GetValueOrDefault((term.TopologyKey, value)) + 1;
    }
}
