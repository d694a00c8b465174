using CloudOrchestrator.Objects;

namespace CloudOrchestrator.Simulation.Checks;

/// <summary>
/// No node is over-committed: whenever a pod is bound to a node, the requests of all pods that are bound there and have not finished, its own included, fit into
/// what the machine has: number of pods, processor and memory. A pod that its creator put on a node himself is counted and not blamed, as nobody decided about it.
/// </summary>
internal sealed class NodeCapacityCheck : IHistoryCheck
{
    private static readonly string[] Resources = ["cpu", "memory"];

    public string Name => "capacity";

    public IEnumerable<string> Check(HistoryView view)
    {
        var bound = new Dictionary<string, Dictionary<string, LoggedObject>>(StringComparer.Ordinal);
        foreach (var state in view.Stream("pods"))
        {
            var node = state.Text("spec", "nodeName");
            if (node.Length == 0)
                continue;
            if (!bound.TryGetValue(node, out var pods))
                bound[node] = pods = [];
            if (state.IsDelete || state.Text("status", "phase") is "Succeeded" or "Failed")
                pods.Remove(state.Uid);
            else
                pods[state.Uid] = state;
            if (state.Before is { } before && before.Text("spec", "nodeName").Length == 0 && Machine(view, node, state.Step) is { } machine)
            {
                foreach (var violation in CheckNode(machine, pods.Values, state))
                    yield return violation;
            }
        }
    }

    private static IEnumerable<string> CheckNode(HistoryNode machine, ICollection<LoggedObject> pods, LoggedObject binding)
    {
        if (machine.Allocatable.TryGetValue("pods", out var places) && pods.Count > places.Units)
            yield return $"{binding} is the {pods.Count}th pod on {machine.Name}, which takes {places}";
        foreach (var resource in Resources)
        {
            if (machine.Allocatable.TryGetValue(resource, out var there) && pods.Sum(pod => Request(pod, resource)) is var asked && asked > there.Millis)
                yield return $"{binding} raises the requests for {resource} on {machine.Name} to {Quantity.FromMillis(asked)}, of {there}";
        }
    }

    // What init containers ask for is asked before the others start, except by those that stay: sidecars.
    private static long Request(LoggedObject pod, string resource)
    {
        var running = pod.Items("spec", "containers").Sum(container => Of(container, resource));
        var starting = 0L;
        foreach (var container in pod.Items("spec", "initContainers"))
        {
            if (Json.At(container, "restartPolicy") is { } policy && policy.GetString() == "Always")
                running += Of(container, resource);
            else
                starting = Math.Max(starting, Of(container, resource));
        }

        return Math.Max(running, starting) + (pod.At("spec", "overhead", resource) is { } overhead ? Quantity.Parse(overhead.ToString()).Millis : 0);
    }

    private static long Of(System.Text.Json.JsonElement container, string resource) =>
        Json.At(container, "resources", "requests", resource) is { } request ? Quantity.Parse(request.ToString()).Millis : 0;

    private static HistoryNode? Machine(HistoryView view, string name, long step) => view.History.Nodes.LastOrDefault(node => node.Name == name && node.Step <= step);
}
