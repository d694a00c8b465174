namespace CloudOrchestrator.Scheduling.Filters;

/// <summary>Refuses nodes other than the one the pod names.</summary>
internal static class NodeNameFilter
{
    private static readonly NodeRefusal Refusal = NodeRefusal.Unresolvable("node(s) didn't match the requested node name");

    public static NodeRefusal? Check(PodRequirements pod, NodeInfo node) =>
        string.IsNullOrEmpty(pod.Spec.NodeName) || pod.Spec.NodeName == node.Node!.Metadata.Name ? null : Refusal;
}
