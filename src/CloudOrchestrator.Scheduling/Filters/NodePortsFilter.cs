namespace CloudOrchestrator.Scheduling.Filters;

/// <summary>Refuses nodes where a host port of the pod is taken.</summary>
internal static class NodePortsFilter
{
    private static readonly NodeRefusal Refusal = NodeRefusal.Unschedulable("node(s) didn't have free ports for the requested pod ports");

    public static NodeRefusal? Check(PodRequirements pod, NodeInfo node)
    {
        foreach (var wanted in pod.Ports)
        {
            foreach (var taken in node.Ports)
            {
                if (wanted.Conflicts(taken))
                    return Refusal;
            }
        }

        return null;
    }
}
