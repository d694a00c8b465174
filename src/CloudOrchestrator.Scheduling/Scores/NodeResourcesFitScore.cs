namespace CloudOrchestrator.Scheduling.Scores;

/// <summary>LeastAllocated: prefers nodes with the largest free share of CPU and memory.</summary>
internal sealed class NodeResourcesFitScore(PodRequirements pod, WorkingCluster cluster) : LocalScore(1, pod, cluster)
{
    protected override long Rate(NodeInfo node)
    {
        var (sum, resources) = (0L, 0);
        Add(node.Allocatable.MilliCpu, node.ScoredRequested.MilliCpu + Pod.ScoredRequests.MilliCpu, ref sum, ref resources);
        Add(node.Allocatable.Memory, node.ScoredRequested.Memory + Pod.ScoredRequests.Memory, ref sum, ref resources);
        return resources == 0 ? 0 : sum / resources;
    }

    private static void Add(long capacity, long requested, ref long sum, ref int resources)
    {
        if (capacity == 0)
            return;
        resources++;
        if (requested <= capacity)
            sum += (long)((capacity - requested) * (Int128)Max / capacity);
    }
}
