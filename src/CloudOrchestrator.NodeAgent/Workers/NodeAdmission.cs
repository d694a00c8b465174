using CloudOrchestrator.NodeAgent.Pods;

namespace CloudOrchestrator.NodeAgent.Workers;

/// <summary>Checks that a pod that was bound here fits, should the scheduler have been wrong or not been asked. Pure.</summary>
public static class NodeAdmission
{
    /// <summary>Why the node refuses the pod; null when it fits beside the others.</summary>
    public static PodRejection? Check(Pod pod, IEnumerable<Pod> others, NodeFacts node)
    {
        var active = others.Where(other => other.Metadata.Uid != pod.Metadata.Uid && other.Status?.Phase is not ("Succeeded" or "Failed")).ToArray();
        if (active.Length + 1 > node.PodsMax)
            return Refuse("pods", 1, active.Length, node.PodsMax);
        var cpu = RequestOf(pod, "cpu").Millis;
        var usedCpu = active.Sum(other => RequestOf(other, "cpu").Millis);
        if (cpu > 0 && usedCpu + cpu > node.AllocatableCpu.Millis)
            return Refuse("cpu", cpu, usedCpu, node.AllocatableCpu.Millis);
        var memory = RequestOf(pod, "memory").Units;
        var usedMemory = active.Sum(other => RequestOf(other, "memory").Units);
        return memory > 0 && usedMemory + memory > node.AllocatableMemory.Units
            ? Refuse("memory", memory, usedMemory, node.AllocatableMemory.Units)
            : null;
    }

    private static PodRejection Refuse(string resource, long requested, long used, long capacity) => new(
        $"OutOf{resource}",
        $"Pod was rejected: Node didn't have enough resource: {resource}, requested: {requested}, used: {used}, capacity: {capacity}");

    /// <summary>What the containers ask for together, or the largest init container with the sidecars started before it when that is more.</summary>
    private static Quantity RequestOf(Pod pod, string resource)
    {
        var zero = Quantity.FromUnits(0);
        var sum = zero;
        var peak = zero;
        var sidecars = zero;
        foreach (var container in PodContainer.Of(pod.Spec ?? new PodSpec()))
        {
            var request = container.Spec.Resources?.Requests is { } requests && requests.TryGetValue(resource, out var value) ? value : zero;
            switch (container.Role)
            {
                case ContainerRole.App:
                    sum += request;
                    break;
                case ContainerRole.Sidecar:
                    sidecars += request;
                    peak = Max(peak, sidecars);
                    break;
                case ContainerRole.Init:
                    peak = Max(peak, sidecars + request);
                    break;
            }
        }
        var total = Max(sum + sidecars, peak);
        return pod.Spec?.Overhead is { } overhead && overhead.TryGetValue(resource, out var extra) ? total + extra : total;
    }

    private static Quantity Max(Quantity left, Quantity right) => left.CompareTo(right) >= 0 ? left : right;
}
