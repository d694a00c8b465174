namespace CloudOrchestrator.Simulation.Checks;

/// <summary>
/// The reconcilers' laws, as far as a history shows them: no write that changes nothing is stored; once the faults are over the cluster comes to rest, and nobody
/// keeps writing one object. Heartbeats (leases, nodes) and events are written for ever and do not count, but a node that only says that it lives says so seldom.
/// </summary>
internal sealed class LawsCheck : IHistoryCheck
{
    private const int WritesAfterFaultsMax = 100;
    private const int HeartbeatsMax = 3;
    private static readonly TimeSpan HeartbeatInterval = TimeSpan.FromMinutes(4);
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
        foreach (var violation in CheckHeartbeats(view, healed))
            yield return violation;
        if (view.History.NotConverged is { } reason)
            yield return $"the cluster did not come to rest after the faults (step {healed}): {reason}";
    }

    // An agent that has just started says everything once; so may one that was not heard.
    private static IEnumerable<string> CheckHeartbeats(HistoryView view, long healed)
    {
        foreach (var states in view.Stream("nodes").Where(state => state.Step > healed && state is { IsDelete: false, Before: not null }).GroupBy(state => state.Key))
        {
            var beats = states.Where(IsHeartbeat).ToList();
            if (beats.Count > HeartbeatsMax + (beats.Count == 0 ? 0 : (beats[^1].Record.Time - beats[0].Record.Time) / HeartbeatInterval))
                yield return $"nodes {states.Key} was written {beats.Count} times after the faults (step {healed}), last at step {beats[^1].Step}, only to say that it lives";
        }
    }

    private static bool IsHeartbeat(LoggedObject state) =>
        Json.Same(state.At("spec"), state.Before!.At("spec")) && Json.Same(state.At("metadata", "labels"), state.Before.At("metadata", "labels"))
        && Statuses(state).SequenceEqual(Statuses(state.Before), StringComparer.Ordinal);

    // Conditions without their times, and everything else.
    private static IEnumerable<string> Statuses(LoggedObject state) =>
        (state.At("status")?.EnumerateObject() ?? default).Where(field => field.Name != "conditions").Select(field => $"{field.Name}{field.Value.GetRawText()}")
            .Concat(state.Items("status", "conditions").Select(condition => $"{Json.At(condition, "type")} {Json.At(condition, "status")} {Json.At(condition, "reason")} {Json.At(condition, "message")}"));

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
