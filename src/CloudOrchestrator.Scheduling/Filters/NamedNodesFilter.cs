namespace CloudOrchestrator.Scheduling.Filters;

/// <summary>
/// The part of NodeAffinity that rules out, before anything else is looked at, the nodes that the pod's terms do not name. DaemonSet pods name their node so.
/// </summary>
internal static class NamedNodesFilter
{
    private static readonly NodeRefusal Refusal = NodeRefusal.Unresolvable("node(s) didn't satisfy plugin(s) [NodeAffinity]");

    public static NodeRefusal? Check(PodRequirements pod, NodeInfo node) =>
        pod.NamedNodes is { } names && !names.Contains(node.Node!.Metadata.Name ?? "") ? Refusal : null;
}
