namespace CloudOrchestrator.Scheduling.Filters;

/// <summary>Refuses nodes with a taint that the pod does not tolerate.</summary>
internal static class TaintTolerationFilter
{
    public static NodeRefusal? Check(PodRequirements pod, NodeInfo node) =>
        Tolerations.FirstUntolerated(node.Node!.Spec, pod.Spec.Tolerations) is { } taint
            ? NodeRefusal.Unresolvable($"node(s) had untolerated taint {{{taint.Key}: {taint.Value}}}")
            : null;
}
