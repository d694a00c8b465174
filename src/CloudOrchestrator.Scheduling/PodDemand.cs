using CloudOrchestrator.Scheduling.Requirements;

namespace CloudOrchestrator.Scheduling;

/// <summary>What a pod asks of a node, as the scheduler counts it.</summary>
/// <param name="MilliCpu">Thousandths of a CPU.</param>
/// <param name="Memory">Bytes.</param>
public readonly record struct PodDemand(long MilliCpu, long Memory)
{
    /// <summary>The larger of the containers together and of each init container, plus overhead.</summary>
    public static PodDemand Of(PodSpec spec)
    {
        var requests = PodResources.Requests(spec);
        return new(requests.MilliCpu, requests.Memory);
    }
}
