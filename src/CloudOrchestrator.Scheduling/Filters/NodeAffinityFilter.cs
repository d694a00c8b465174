namespace CloudOrchestrator.Scheduling.Filters;

/// <summary>Refuses nodes without what the pod's node selector and required node affinity ask for.</summary>
internal static class NodeAffinityFilter
{
    private static readonly NodeRefusal Refusal = NodeRefusal.Unresolvable("node(s) didn't match Pod's node affinity/selector");

    public static NodeRefusal? Check(PodRequirements pod, NodeInfo node) => NodeSelectors.MatchesRequired(pod.Spec, node.Node!) ? null : Refusal;
}
