namespace CloudOrchestrator.Scheduling.Scores;

/// <summary>Prefers nodes that match the pod's preferred node affinity, by weight.</summary>
internal sealed class NodeAffinityScore(PodRequirements pod, WorkingCluster cluster) : LocalScore(2, pod, cluster)
{
    private readonly IReadOnlyList<PreferredSchedulingTerm> _terms =
        pod.Spec.Affinity?.NodeAffinity?.PreferredDuringSchedulingIgnoredDuringExecution ?? [];

    public override bool Applies => _terms.Count > 0;

    public override bool IsSteady => true;

    public override void Normalize(Span<long> ratings) => Scale(ratings, reverse: false);

    protected override long Rate(NodeInfo node)
    {
        var sum = 0L;
        foreach (var term in _terms)
        {
            if (NodeSelectors.Matches(term.Preference, node.Node!))
                sum += term.Weight;
        }

        return sum;
    }
}
