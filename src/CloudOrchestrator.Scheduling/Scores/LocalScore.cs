namespace CloudOrchestrator.Scheduling.Scores;

/// <summary>A score that looks at one node only: rated once, and again when a pod is placed there.</summary>
internal abstract class LocalScore(int weight, PodRequirements pod, WorkingCluster cluster) : NodeScore(weight)
{
    private const long Unknown = -1;

    private readonly long[] _ratings = Fresh(cluster.Nodes.Length);

    protected PodRequirements Pod => pod;

    public sealed override void Placed(PodInfo placed, int node) => _ratings[node] = Unknown;

    public sealed override long Rate(int node)
    {
        ref var rating = ref _ratings[node];
        if (rating == Unknown)
            rating = Rate(cluster.Nodes[node]);
        return rating;
    }

    public sealed override void Rate(ReadOnlySpan<int> feasible, Span<long> ratings)
    {
        var known = _ratings;
        for (var i = 0; i < feasible.Length; i++)
        {
            var rating = known[feasible[i]];
            ratings[i] = rating == Unknown ? Rate(feasible[i]) : rating;
        }
    }

    protected abstract long Rate(NodeInfo node);

    private static long[] Fresh(int length)
    {
        var ratings = new long[length];
        Array.Fill(ratings, Unknown);
        return ratings;
    }
}
