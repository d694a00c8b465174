namespace CloudOrchestrator.Scheduling.Scores;

/// <summary>Prefers nodes with fewer taints that would rather not have the pod.</summary>
internal sealed class TaintTolerationScore(PodRequirements pod, WorkingCluster cluster) : LocalScore(3, pod, cluster)
{
    private readonly Toleration[] _tolerations =
        [.. (pod.Spec.Tolerations ?? []).Where(toleration => string.IsNullOrEmpty(toleration.Effect) || toleration.Effect == Tolerations.PreferNoSchedule)];

    public override bool IsSteady => true;

    public override void Normalize(Span<long> ratings) => Scale(ratings, reverse: true);

    protected override long Rate(NodeInfo node)
    {
        var count = 0;
        foreach (var taint in node.Node!.Spec?.Taints ?? [])
        {
            if (taint.Effect == Tolerations.PreferNoSchedule && !Tolerations.Tolerates(_tolerations, taint))
                count++;
        }

        return count;
    }
}
