namespace CloudOrchestrator.AzureResources.NodePools;

/// <summary>How much of a node its pods request.</summary>
internal static class NodeUse
{
    private const string MirrorAnnotation = "kubernetes.io/config.mirror";

    /// <summary>True for pods that live and die with their node: those of DaemonSets and mirrors of the node's own.</summary>
    public static bool BelongsToNode(Pod pod) =>
        Ownership.ControllerOf(pod)?.Kind == "DaemonSet" || pod.Metadata.Annotations?.ContainsKey(MirrorAnnotation) == true;

    /// <summary>The larger of the parts of CPU and memory that pods request, the node's own pods left out on both sides.</summary>
    public static double Of(Node node, IReadOnlyList<Pod> pods)
    {
        long cpu = 0, memory = 0, ownCpu = 0, ownMemory = 0;
        foreach (var pod in pods.Where(pod => !PodProgress.IsFinished(pod) && pod.Spec is not null))
        {
            var demand = PodDemand.Of(pod.Spec!);
            if (BelongsToNode(pod))
                (ownCpu, ownMemory) = (ownCpu + demand.MilliCpu, ownMemory + demand.Memory);
            else
                (cpu, memory) = (cpu + demand.MilliCpu, memory + demand.Memory);
        }

        var allocatable = node.Status?.Allocatable;
        return Math.Max(
            Part(cpu, (allocatable?.GetValueOrDefault("cpu").Millis ?? 0) - ownCpu),
            Part(memory, (allocatable?.GetValueOrDefault("memory").Units ?? 0) - ownMemory));
    }

    private static double Part(long requested, long available) => requested == 0 ? 0 : available <= 0 ? 1 : (double)requested / available;
}
