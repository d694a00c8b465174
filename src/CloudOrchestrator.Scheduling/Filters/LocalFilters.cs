namespace CloudOrchestrator.Scheduling.Filters;

/// <summary>The filters that look at one node only, in Kubernetes' order. The first to refuse gives the reason.</summary>
internal static class LocalFilters
{
    private static readonly Func<PodRequirements, NodeInfo, NodeRefusal?>[] InOrder =
    [
        NamedNodesFilter.Check,
        NodeUnschedulableFilter.Check,
        NodeNameFilter.Check,
        TaintTolerationFilter.Check,
        NodeAffinityFilter.Check,
        NodePortsFilter.Check,
        NodeResourcesFitFilter.Check,
    ];

    public static NodeRefusal? Check(PodRequirements pod, NodeInfo node)
    {
        foreach (var filter in InOrder)
        {
            if (filter(pod, node) is { } refusal)
                return refusal;
        }

        return null;
    }
}
