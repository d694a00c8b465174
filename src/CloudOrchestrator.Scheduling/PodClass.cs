using System.Runtime.InteropServices;

namespace CloudOrchestrator.Scheduling;

/// <summary>
/// The verdicts on all nodes for pods that ask for the same. Worked out once, then adjusted per placement: after the first pod of a class
/// the next costs one pass over numbers.
/// </summary>
internal sealed class PodClass
{
    private readonly WorkingCluster _cluster;
    private readonly NodeRefusal?[] _refusals;
    private readonly IClusterFilter[] _filters;
    private readonly List<int> _feasible = [];
    private NodeScore[]? _scores;
    private long[] _totals = [];
    private long[] _ratings = [];
    private long[] _steady = [];
    private bool _refusalsChanged = true;
    private bool _feasibleChanged = true;
    private bool _filtered;
    private int _seen;
    private int _last = -1;

    public PodClass(PodRequirements requirements, WorkingCluster cluster)
    {
        Requirements = requirements;
        _cluster = cluster;
        _refusals = new NodeRefusal?[cluster.Nodes.Length];
        for (var node = 0; node < _refusals.Length; node++)
            _refusals[node] = LocalFilters.Check(requirements, cluster.Nodes[node]);
        _filters = [.. FiltersFor(requirements, cluster)];
        FeedGlobal();
    }

    public PodRequirements Requirements { get; }

    /// <summary>How many nodes fitted in the last selection.</summary>
    public int FeasibleCount => _feasible.Count;

    /// <summary>
    /// The best node and its score; null when none fits. The only node that fits needs no score, and gets one only with <paramref name="rateAlways"/>.
    /// </summary>
    public (int Node, long Score)? Select(bool rateAlways = false)
    {
        CatchUp();
        FindFeasible();
        if (_feasible.Count == 0)
            return null;
        if (_feasible.Count == 1 && !rateAlways)
            return (_feasible[0], 0);
        Rate(_scores ??= CreateScores());
        return Best();
    }

    /// <summary>The verdict on each node, as of the last selection: a refusal, or null.</summary>
    public NodeRefusal? RefusalOf(int node) => _refusals[node] ?? Refuse(node);

    /// <summary>The total of each feasible node, as of the last selection.</summary>
    public IEnumerable<(int Node, long Score)> Totals() => _feasible.Select((node, i) => (node, _totals[i]));

    private static IEnumerable<IClusterFilter> FiltersFor(PodRequirements requirements, WorkingCluster cluster)
    {
        if (PodTopologySpreadFilter.For(requirements, cluster) is { } spread)
            yield return spread;
        yield return new InterPodAffinityFilter(requirements, cluster);
    }

    // What was placed before this class was made is in the nodes already, but not in what filters and scores counted from the state.
    private void FeedGlobal()
    {
        for (; _seen < _cluster.Placed.Count; _seen++)
            Tell(_cluster.Placed[_seen]);
    }

    private void CatchUp()
    {
        for (; _seen < _cluster.Placed.Count; _seen++)
        {
            Tell(_cluster.Placed[_seen]);
            var node = _cluster.Placed[_seen].Node;
            var refusal = LocalFilters.Check(Requirements, _cluster.Nodes[node]);
            _refusalsChanged |= refusal is null != _refusals[node] is null;
            _refusals[node] = refusal;
        }
    }

    private void Tell((PodInfo Pod, int Node) placed)
    {
        foreach (var filter in _filters)
            filter.Placed(placed.Pod, placed.Node);
        foreach (var score in _scores ?? [])
            score.Placed(placed.Pod, placed.Node);
    }

    // Placements only take room, so without filters over the whole cluster the nodes that fit change only where something was placed.
    private void FindFeasible()
    {
        var filtering = Array.Exists(_filters, filter => filter.Applies);
        if (!filtering && !_refusalsChanged && !_filtered)
            return;
        foreach (var filter in _filters)
            filter.Prepare();
        var before = _feasible.ToArray();
        _feasible.Clear();
        for (var node = 0; node < _refusals.Length; node++)
        {
            if (_refusals[node] is null && (!filtering || Refuse(node) is null))
                _feasible.Add(node);
        }

        _feasibleChanged |= !before.AsSpan().SequenceEqual(CollectionsMarshal.AsSpan(_feasible));
        (_filtered, _refusalsChanged) = (filtering, false);
    }

    private NodeRefusal? Refuse(int node)
    {
        foreach (var filter in _filters)
        {
            if (filter.Check(node) is { } refusal)
                return refusal;
        }

        return null;
    }

    private NodeScore[] CreateScores()
    {
        NodeScore[] scores =
        [
            new TaintTolerationScore(Requirements, _cluster),
            new NodeAffinityScore(Requirements, _cluster),
            new NodeResourcesFitScore(Requirements, _cluster),
            new PodTopologySpreadScore(Requirements, _cluster),
            new InterPodAffinityScore(Requirements, _cluster),
            new NodeResourcesBalancedAllocationScore(Requirements, _cluster),
            new ImageLocalityScore(Requirements, _cluster),
        ];
        foreach (var (pod, node) in _cluster.Placed)
        {
            foreach (var score in scores)
                score.Placed(pod, node);
        }

        return scores;
    }

    private void Rate(NodeScore[] scores)
    {
        if (_totals.Length < _feasible.Count)
            (_totals, _ratings, _steady) = (new long[_refusals.Length], new long[_refusals.Length], new long[_refusals.Length]);
        var totals = _totals.AsSpan(0, _feasible.Count);
        var steady = _steady.AsSpan(0, _feasible.Count);
        if (_feasibleChanged)
        {
            steady.Clear();
            foreach (var score in scores)
            {
                score.Prepare(_feasible);
                if (score.IsSteady)
                    Add(score, steady);
            }
        }

        _feasibleChanged = false;
        steady.CopyTo(totals);
        foreach (var score in scores)
        {
            if (!score.IsSteady)
                Add(score, totals);
        }
    }

    private void Add(NodeScore score, Span<long> totals)
    {
        if (!score.Applies)
            return;
        var ratings = _ratings.AsSpan(0, totals.Length);
        score.Rate(CollectionsMarshal.AsSpan(_feasible), ratings);
        score.Normalize(ratings);
        var weight = score.Weight;
        for (var i = 0; i < ratings.Length; i++)
            totals[i] += ratings[i] * weight;
    }

    // Among equals the one after the last chosen, so that equal pods go round equal nodes.
    private (int Node, long Score) Best()
    {
        var feasible = CollectionsMarshal.AsSpan(_feasible);
        var totals = _totals.AsSpan(0, feasible.Length);
        var best = 0;
        for (var i = 1; i < totals.Length; i++)
        {
            if (totals[i] > totals[best] || (totals[i] == totals[best] && feasible[best] <= _last && feasible[i] > _last))
                best = i;
        }

        _last = _feasible[best];
        return (_last, _totals[best]);
    }
}
