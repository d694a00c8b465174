namespace CloudOrchestrator.Scheduling.Filters;

/// <summary>Refuses nodes without room for the pod, naming every resource that is short.</summary>
internal static class NodeResourcesFitFilter
{
    public static NodeRefusal? Check(PodRequirements pod, NodeInfo node)
    {
        List<string>? reasons = null;
        var resolvable = true;
        if (node.PodCount + 1 > node.PodsMax)
            (reasons ??= []).Add("Too many pods");
        var requests = pod.Requests;
        Check("cpu", requests.MilliCpu, node.Allocatable.MilliCpu, node.Requested.MilliCpu, ref reasons, ref resolvable);
        Check("memory", requests.Memory, node.Allocatable.Memory, node.Requested.Memory, ref reasons, ref resolvable);
        Check("ephemeral-storage", requests.EphemeralStorage, node.Allocatable.EphemeralStorage, node.Requested.EphemeralStorage, ref reasons, ref resolvable);
        if (requests.Others is not null)
        {
            foreach (var (name, amount) in requests.Others)
                Check(name, amount, node.Allocatable.Of(name), node.Requested.Of(name), ref reasons, ref resolvable);
        }

        return reasons is null ? null : new NodeRefusal(reasons, resolvable);
    }

    private static void Check(string name, long wanted, long allocatable, long requested, ref List<string>? reasons, ref bool resolvable)
    {
        if (wanted <= 0 || wanted <= allocatable - requested)
            return;
        (reasons ??= []).Add($"Insufficient {name}");

        // Not even an empty node would do.
        resolvable &= wanted <= allocatable;
    }
}
