namespace CloudOrchestrator.Scheduling.Scores;

/// <summary>Prefers nodes near pods that the pod would like to be near, or that would like it near; away from those to be avoided.</summary>
internal sealed class InterPodAffinityScore : NodeScore
{
    private const int RequiredAffinityWeight = 1;

    private readonly PodRequirements _pod;
    private readonly WorkingCluster _cluster;
    private readonly Dictionary<string, Dictionary<string, long>> _sums = new(StringComparer.Ordinal);

    public InterPodAffinityScore(PodRequirements pod, WorkingCluster cluster)
        : base(2)
    {
        _pod = pod;
        _cluster = cluster;
        foreach (var group in pod.Affinities is { } own && own.Preferred.Count + own.PreferredAnti.Count > 0 ? cluster.State.Groups : [])
        {
            foreach (var existing in group.Pods.Where(existing => existing.NodeIndex >= 0))
                CountWishesOfPod(existing, existing.NodeIndex);
        }

        foreach (var existing in cluster.State.PodsWithAffinities.Where(existing => existing.NodeIndex >= 0))
            CountWishesOfOther(existing, existing.NodeIndex);
    }

    public override bool Applies => _sums.Count > 0;

    public override void Placed(PodInfo pod, int node)
    {
        CountWishesOfPod(pod, node);
        CountWishesOfOther(pod, node);
    }

    private void CountWishesOfPod(PodInfo pod, int node)
    {
        Count(_pod.Affinities?.Preferred, pod.Namespace, pod.Labels, node, 1);
        Count(_pod.Affinities?.PreferredAnti, pod.Namespace, pod.Labels, node, -1);
    }

    private void CountWishesOfOther(PodInfo pod, int node)
    {
        Count(pod.Affinities?.Required, _pod.Namespace, _pod.Labels, node, RequiredAffinityWeight);
        Count(pod.Affinities?.Preferred, _pod.Namespace, _pod.Labels, node, 1);
        Count(pod.Affinities?.PreferredAnti, _pod.Namespace, _pod.Labels, node, -1);
    }

    public override long Rate(int node)
    {
        var score = 0L;
        foreach (var (key, sums) in _sums)
        {
            if (_cluster.Label(node, key) is { } value)
                score += sums.GetValueOrDefault(value);
        }

        return score;
    }

    public override void Normalize(Span<long> ratings)
    {
        var (min, max) = (0L, 0L);
        foreach (var rating in ratings)
        {
            min = Math.Min(min, rating);
            max = Math.Max(max, rating);
        }

        for (var i = 0; i < ratings.Length; i++)
            ratings[i] = max == min ? 0 : (long)(Max * ((double)(ratings[i] - min) / (max - min)));
    }

    private void Count(IReadOnlyList<AffinityTerm>? terms, string @namespace, IReadOnlyDictionary<string, string>? labels, int node, int sign)
    {
        foreach (var term in terms ?? [])
        {
            if (_cluster.Label(node, term.TopologyKey) is not { } value || !term.Matches(@namespace, labels, _cluster.State.Namespaces))
                continue;
            if (!_sums.TryGetValue(term.TopologyKey, out var sums))
                _sums[term.TopologyKey] = sums = new(StringComparer.Ordinal);
            sums[value] = sums.GetValueOrDefault(value) + (sign * term.Weight);
        }
    }
}
