namespace CloudOrchestrator.Scheduling.Scores;

/// <summary>Prefers nodes where CPU and memory would be used in like shares. Says nothing about pods that request neither.</summary>
internal sealed class NodeResourcesBalancedAllocationScore(PodRequirements pod, WorkingCluster cluster) : LocalScore(1, pod, cluster)
{
    public override bool Applies => Pod.Requests.MilliCpu > 0 || Pod.Requests.Memory > 0;

    protected override long Rate(NodeInfo node)
    {
        var cpu = Share(node.Allocatable.MilliCpu, node.Requested.MilliCpu + Pod.Requests.MilliCpu);
        var memory = Share(node.Allocatable.Memory, node.Requested.Memory + Pod.Requests.Memory);
        var deviation = cpu is null || memory is null ? 0 : Math.Abs(cpu.Value - memory.Value) / 2;
        return (long)((1 - deviation) * Max);
    }

    private static double? Share(long capacity, long requested) => capacity == 0 ? null : Math.Min(1, (double)requested / capacity);
}
