namespace CloudOrchestrator.Simulation.Checks;

/// <summary>
/// The reconcilers' laws, as far as a history shows them: no write that changes nothing is stored; once the faults are over the cluster comes to rest, and nobody
/// keeps writing one object. Heartbeats (leases, nodes) and events are written for ever and do not count.
/// </summary>
internal sealed class LawsCheck : IHistoryCheck
{
    private const int WritesAfterFaultsMax = 100;
    private static readonly string[] Unresting = ["coordination.k8s.io/leases", "events", "nodes"];

    public string Name => "laws";

    public IEnumerable<string> Check(HistoryView view)
    {
        foreach (var state in view.Log)
        {
            if (state is { IsDelete: false, Before: { } before } && SaysTheSame(state, before))
                yield return $"{state} says the same as {before}";
        }

        if (view.History.HealedStep is not { } healed)
            yield break;
        var busy = view.Log.Where(state => state.Step > healed && !Unresting.Contains(state.Record.Stream))
            .GroupBy(state => (state.Record.Stream, state.Key)).Select(states => (states.Key, Count: states.Count())).OrderByDescending(entry => entry.Count).ToList();
        foreach (var ((stream, key), count) in busy.Where(entry => entry.Count > WritesAfterFaultsMax))
            yield return $"{stream} {key} was written {count} times after the faults (step {healed})";
        if (view.History.NotConverged is { } reason)
            yield return $"the cluster did not come to rest after the faults (step {healed}): {reason}";
    }

    private static bool SaysTheSame(LoggedObject state, LoggedObject before)
    {
        foreach (var field in state.Root.EnumerateObject())
        {
            if (field.Name != "metadata" && !Json.Same(field.Value, before.At(field.Name)))
                return false;
        }

        return before.Root.EnumerateObject().All(field => state.At(field.Name) is not null)
            && Metadata(state).Count() == Metadata(before).Count() && Metadata(state).All(field => Json.Same(field.Value, before.At("metadata", field.Name)));
    }

    private static IEnumerable<System.Text.Json.JsonProperty> Metadata(LoggedObject state) =>
        state.Root.GetProperty("metadata").EnumerateObject().Where(field => field.Name != "resourceVersion");
}
