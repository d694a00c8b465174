namespace CloudOrchestrator.Scheduling.Filters;

/// <summary>Refuses cordoned nodes, unless the pod tolerates the taint that says so.</summary>
internal static class NodeUnschedulableFilter
{
    private static readonly NodeRefusal Refusal = NodeRefusal.Unresolvable("node(s) were unschedulable");
    private static readonly Taint Cordon = new() { Key = "node.kubernetes.io/unschedulable", Effect = Tolerations.NoSchedule };

    public static NodeRefusal? Check(PodRequirements pod, NodeInfo node) =>
        node.Node!.Spec?.Unschedulable == true && !Tolerations.Tolerates(pod.Spec.Tolerations, Cordon) ? Refusal : null;
}
