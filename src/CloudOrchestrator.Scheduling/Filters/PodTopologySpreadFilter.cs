namespace CloudOrchestrator.Scheduling.Filters;

/// <summary>Refuses nodes where the pod would make its group more uneven than its constraints (DoNotSchedule) allow.</summary>
internal sealed class PodTopologySpreadFilter : IClusterFilter
{
    private static readonly NodeRefusal MissingLabel =
        NodeRefusal.Unresolvable("node(s) didn't match pod topology spread constraints (missing required label)");

    private static readonly NodeRefusal TooUneven = NodeRefusal.Unschedulable("node(s) didn't match pod topology spread constraints");

    private readonly PodRequirements _pod;
    private readonly Domains[] _constraints;

    private PodTopologySpreadFilter(PodRequirements pod, WorkingCluster cluster, IReadOnlyList<SpreadConstraint> constraints)
    {
        _pod = pod;
        _constraints = [.. constraints.Select(constraint => new Domains(constraint, pod, cluster, constraints))];
        foreach (var domains in _constraints)
        {
            foreach (var group in cluster.State.GroupsIn(pod.Namespace).Where(group => domains.Constraint.Selector.Matches(group.Labels)))
            {
                foreach (var existing in group.Pods.Where(existing => existing is { Terminating: false, NodeIndex: >= 0 }))
                    domains.Add(existing.NodeIndex);
            }
        }
    }

    /// <summary>The filter; null when the pod has no such constraints.</summary>
    public static PodTopologySpreadFilter? For(PodRequirements pod, WorkingCluster cluster) =>
        SpreadConstraint.Of(pod.Pod, "DoNotSchedule") is { Count: > 0 } constraints ? new(pod, cluster, constraints) : null;

    public bool Applies => true;

    public void Placed(PodInfo pod, int node)
    {
        if (pod.Terminating || pod.Namespace != _pod.Namespace)
            return;
        foreach (var domains in _constraints)
        {
            if (domains.Constraint.Selector.Matches(pod.Labels))
                domains.Add(node);
        }
    }

    public void Prepare()
    {
        foreach (var domains in _constraints)
            domains.FindMinimum();
    }

    public NodeRefusal? Check(int node)
    {
        foreach (var domains in _constraints)
        {
            if (domains.Of(node) < 0)
                return MissingLabel;
            if (domains.SkewAt(node) > domains.Constraint.MaxSkew)
                return TooUneven;
        }

        return null;
    }

    private sealed class Domains
    {
        private readonly int[] _domainOf;
        private readonly bool[] _counts;
        private readonly List<int> _matches = [];
        private readonly List<bool> _eligible = [];
        private readonly int _self;
        private int _minimum;

        public Domains(SpreadConstraint constraint, PodRequirements pod, WorkingCluster cluster, IReadOnlyList<SpreadConstraint> all)
        {
            Constraint = constraint;
            _self = constraint.Selector.Matches(pod.Labels) ? 1 : 0;
            _domainOf = new int[cluster.Nodes.Length];
            _counts = new bool[cluster.Nodes.Length];
            var ids = new Dictionary<string, int>(StringComparer.Ordinal);
            for (var node = 0; node < _domainOf.Length; node++)
            {
                _domainOf[node] = -1;
                if (cluster.Label(node, constraint.TopologyKey) is not { } value)
                    continue;
                if (!ids.TryGetValue(value, out var id))
                {
                    ids[value] = id = ids.Count;
                    _matches.Add(0);
                    _eligible.Add(false);
                }

                var index = node;
                _domainOf[node] = id;
                _counts[node] = all.All(other => cluster.Label(index, other.TopologyKey) is not null)
                    && constraint.Includes(pod.Spec, cluster.Nodes[node].Node!);
                _eligible[id] |= _counts[node];
            }
        }

        public SpreadConstraint Constraint { get; }

        public int Of(int node) => _domainOf[node];

        /// <summary>Counts a matching pod.</summary>
        public void Add(int node)
        {
            if (_counts[node])
                _matches[_domainOf[node]]++;
        }

        public void FindMinimum()
        {
            var (minimum, domains) = (int.MaxValue, 0);
            for (var id = 0; id < _matches.Count; id++)
            {
                if (!_eligible[id])
                    continue;
                domains++;
                minimum = Math.Min(minimum, _matches[id]);
            }

            // Too few domains count as if an empty one were missing.
            _minimum = domains < Constraint.MinDomains ? 0 : minimum;
        }

        public int SkewAt(int node) => _matches[_domainOf[node]] + _self - _minimum;
    }
}
