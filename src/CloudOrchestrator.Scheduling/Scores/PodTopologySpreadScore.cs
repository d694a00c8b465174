namespace CloudOrchestrator.Scheduling.Scores;

/// <summary>Prefers domains with fewer pods of the same group, by the pod's own constraints (ScheduleAnyway) or Kubernetes' defaults.</summary>
internal sealed class PodTopologySpreadScore : NodeScore
{
    private const long Ignored = -1;

    private readonly PodRequirements _pod;
    private readonly bool _needsAllKeys;
    private readonly Topology[] _topologies;

    public PodTopologySpreadScore(PodRequirements pod, WorkingCluster cluster)
        : base(2)
    {
        _pod = pod;
        _needsAllKeys = pod.Spec.TopologySpreadConstraints is { Count: > 0 };
        var constraints = _needsAllKeys
            ? SpreadConstraint.Of(pod.Pod, "ScheduleAnyway")
            : cluster.State.Owners.SelectorFor(pod.Pod) is { } selector ? SpreadConstraint.Defaults(selector) : [];
        _topologies = [.. constraints.Select(constraint => new Topology(constraint, pod, cluster))];
        if (_topologies.Length == 0)
            return;
        foreach (var topology in _topologies)
        {
            foreach (var group in cluster.State.GroupsIn(pod.Namespace).Where(group => topology.Constraint.Selector.Matches(group.Labels)))
            {
                foreach (var existing in group.Pods.Where(existing => existing is { Terminating: false, NodeIndex: >= 0 } && !IsIgnored(existing.NodeIndex)))
                    topology.Add(existing.NodeIndex);
            }
        }
    }

    public override bool Applies => _topologies.Length > 0;

    public override void Placed(PodInfo pod, int node)
    {
        if (pod.Terminating || pod.Namespace != _pod.Namespace || IsIgnored(node))
            return;
        foreach (var topology in _topologies)
        {
            if (topology.Constraint.Selector.Matches(pod.Labels))
                topology.Add(node);
        }
    }

    public override void Prepare(IReadOnlyList<int> feasible)
    {
        foreach (var topology in _topologies)
            topology.Weigh(feasible, IsIgnored);
    }

    public override long Rate(int node)
    {
        if (IsIgnored(node))
            return Ignored;
        var score = 0.0;
        foreach (var topology in _topologies)
            score += topology.Rate(node);
        return (long)Math.Round(score, MidpointRounding.AwayFromZero);
    }

    public override void Rate(ReadOnlySpan<int> feasible, Span<long> ratings)
    {
        if (_needsAllKeys || _topologies.Length != 2)
        {
            base.Rate(feasible, ratings);
            return;
        }

        // By Kubernetes' defaults: host and zone.
        var (first, second) = (_topologies[0], _topologies[1]);
        for (var i = 0; i < feasible.Length; i++)
            ratings[i] = (long)Math.Round(0.0 + first.Rate(feasible[i]) + second.Rate(feasible[i]), MidpointRounding.AwayFromZero);
    }

    public override void Normalize(Span<long> ratings)
    {
        var (min, max) = (long.MaxValue, 0L);
        foreach (var rating in ratings)
        {
            if (rating == Ignored)
                continue;
            min = Math.Min(min, rating);
            max = Math.Max(max, rating);
        }

        // Many nodes have the same rating, and dividing is slow.
        var (known, scaled) = (min, Max);
        for (var i = 0; i < ratings.Length; i++)
        {
            var rating = ratings[i];
            if (rating == Ignored)
            {
                ratings[i] = 0;
                continue;
            }

            if (rating != known)
                (known, scaled) = (rating, max == 0 ? Max : Max * (max + min - rating) / max);
            ratings[i] = scaled;
        }
    }

    private bool IsIgnored(int node)
    {
        if (!_needsAllKeys)
            return false;
        foreach (var topology in _topologies)
        {
            if (!topology.HasLabel(node))
                return true;
        }

        return false;
    }

    private sealed class Topology
    {
        private readonly int[] _domainOf;
        private readonly bool[] _counts;
        private readonly long[] _matches;
        private readonly int[] _seen;
        private readonly bool _perNode;
        private int _round;
        private double _weight;

        public Topology(SpreadConstraint constraint, PodRequirements pod, WorkingCluster cluster)
        {
            Constraint = constraint;
            _perNode = constraint.TopologyKey == SpreadConstraint.Hostname;
            _domainOf = new int[cluster.Nodes.Length];
            _counts = new bool[cluster.Nodes.Length];
            var ids = new Dictionary<string, int>(StringComparer.Ordinal);
            for (var node = 0; node < _domainOf.Length; node++)
            {
                var value = cluster.Label(node, constraint.TopologyKey);
                _domainOf[node] = value is null ? -1 : _perNode ? node : ids.TryGetValue(value, out var id) ? id : ids[value] = ids.Count;
                _counts[node] = value is not null && (_perNode || constraint.Includes(pod.Spec, cluster.Nodes[node].Node!));
            }

            _matches = new long[_perNode ? _domainOf.Length : ids.Count];
            _seen = new int[_matches.Length + 1];
        }

        public SpreadConstraint Constraint { get; }

        public bool HasLabel(int node) => _domainOf[node] >= 0;

        /// <summary>Counts a matching pod.</summary>
        public void Add(int node)
        {
            if (_counts[node])
                _matches[_domainOf[node]]++;
        }

        /// <summary>The more domains there are to spread over, the more each pod in one weighs.</summary>
        public void Weigh(IReadOnlyList<int> feasible, Func<int, bool> ignored)
        {
            _round++;
            var domains = 0;
            foreach (var node in feasible)
            {
                if (ignored(node))
                    continue;
                ref var seen = ref _seen[_perNode ? node : _domainOf[node] + 1];
                domains += seen == _round ? 0 : 1;
                seen = _round;
            }

            _weight = Math.Log(domains + 2);
        }

        public double Rate(int node) => _domainOf[node] < 0 ? 0 : (_matches[_domainOf[node]] * _weight) + (Constraint.MaxSkew - 1);
    }
}
