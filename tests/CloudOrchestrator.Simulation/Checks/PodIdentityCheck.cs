using CloudOrchestrator.Objects;

namespace CloudOrchestrator.Simulation.Checks;

/// <summary>
/// A pod is bound once and run once: its node never changes once set; its containers run only on that node and after it was bound; no container of a pod runs twice at
/// once; no pod's containers run at the same time as those of another pod of its name, unless the other was removed by force: by a user with grace period 0, or
/// because its node was deleted. So a pod that was deleted in order has stopped before its name is free.
/// </summary>
internal sealed class PodIdentityCheck : IHistoryCheck
{
    private const string Pods = "pods";

    public string Name => "pods";

    public IEnumerable<string> Check(HistoryView view) => CheckBindings(view).Concat(CheckPlaces(view)).Concat(CheckContainers(view)).Concat(CheckNames(view));

    private static IEnumerable<string> CheckBindings(HistoryView view) =>
        from state in view.Stream(Pods)
        where state.Before is not null && NodeOf(state.Before).Length > 0 && NodeOf(state.Before) != NodeOf(state)
        select $"{state} is bound to {NodeOf(state)}; it was bound to {NodeOf(state.Before!)}";

    private static IEnumerable<string> CheckPlaces(HistoryView view)
    {
        var bound = view.Stream(Pods).Where(state => NodeOf(state).Length > 0).GroupBy(state => state.Uid).ToDictionary(states => states.Key, states => states.First());
        foreach (var run in view.History.Runs)
        {
            if (!bound.TryGetValue(run.PodUid, out var binding) || binding.Step > run.StartedStep)
                yield return $"{Of(run)} ran before the pod was bound";
            else if (NodeOf(binding) != run.Node)
                yield return $"{Of(run)} ran; the pod is bound to {NodeOf(binding)} ({binding})";
        }
    }

    private static IEnumerable<string> CheckContainers(HistoryView view) =>
        from runs in view.History.Runs.GroupBy(run => (run.PodUid, run.Container))
        from pair in Overlaps(runs)
        select $"{Of(pair.First)} and {Of(pair.Second)} ran at once";

    private static IEnumerable<string> CheckNames(HistoryView view) =>
        from runs in view.History.Runs.GroupBy(run => (run.Namespace, run.Pod))
        from pair in Overlaps(runs)
        where pair.First.PodUid != pair.Second.PodUid && !WasForced(view, pair.First)
        select $"{Of(pair.First)} and {Of(pair.Second)} ran at once under one name";

    private static IEnumerable<(HistoryRun First, HistoryRun Second)> Overlaps(IEnumerable<HistoryRun> runs)
    {
        var open = new List<HistoryRun>();
        foreach (var run in runs)
        {
            open.RemoveAll(other => other.StoppedStep <= run.StartedStep);
            foreach (var other in open)
                yield return (other, run);
            open.Add(run);
        }
    }

    private static bool WasForced(HistoryView view, HistoryRun run)
    {
        var key = new ObjectKey(run.Namespace, run.Pod);
        var removal = view.States(Pods, key).FirstOrDefault(state => state.IsDelete && state.Uid == run.PodUid);
        if (removal is null)
            return false;

        // Without a node, or with a node that is being replaced, nobody is left to ask.
        var nodeGone = view.States("nodes", new("", run.Node)).Any(state => state.IsDelete && state.Step < removal.Step);
        return nodeGone || view.History.Operations.Any(operation =>
            operation is { Verb: HistoryVerb.Delete, Stream: Pods, Body: { } body }
            && operation.Key == key && operation.InvokedStep < removal.Step && !operation.User.StartsWith("node", StringComparison.Ordinal)
            && Json.At(System.Text.Json.JsonDocument.Parse(body).RootElement, "gracePeriodSeconds") is { } grace && grace.GetInt32() == 0);
    }

    private static string NodeOf(LoggedObject pod) => pod.Text("spec", "nodeName");

    private static string Of(HistoryRun run) =>
        $"container {run.Container} of pod {run.Namespace}/{run.Pod} {run.PodUid} on {run.Node} (steps {run.StartedStep} to {run.StoppedStep?.ToString() ?? "the end"})";
}
