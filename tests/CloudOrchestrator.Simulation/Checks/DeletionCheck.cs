using System.Globalization;

namespace CloudOrchestrator.Simulation.Checks;

/// <summary>
/// Deletion is orderly and completes. Always: nothing is removed while it has finalizers; an owner deleted in the foreground outlives the dependents that block it; a
/// namespace is removed when it is empty. And at the end, once the faults are over: nothing is left that only waits to go, no dependent whose
/// owners are all gone, nothing in a namespace that is gone.
/// </summary>
internal sealed class DeletionCheck : IHistoryCheck
{
    private const string Foreground = "foregroundDeletion";
    private const string Orphan = "orphan";

    // Where every doorbell was lost, the next look at everything finds what was left behind.
    private static readonly TimeSpan CompletionTimeMax = Cluster.SimulatedCluster.ResyncInterval + TimeSpan.FromMinutes(1);

    public string Name => "deletion";

    public IEnumerable<string> Check(HistoryView view) => CheckRemovals(view).Concat(
        view.History.HealedStep is not null ? CheckLeftovers(view) : []);

    private static IEnumerable<string> CheckRemovals(HistoryView view)
    {
        var present = new Dictionary<string, LoggedObject>(StringComparer.Ordinal);
        foreach (var state in view.Log)
        {
            if (!state.IsDelete)
            {
                present[state.Uid] = state;
                continue;
            }

            present.Remove(state.Uid);
            if (FinalizersOf(state) is { Count: > 0 } finalizers)
                yield return $"{state} was removed with finalizers {string.Join(", ", finalizers)}";
            if (state.Before is { } before && before.Finalizers.Contains(Foreground) && present.Values.FirstOrDefault(other => Blocks(other, state)) is { } blocking)
                yield return $"{state} was removed in the foreground before {blocking}";
            if (state.Record.Stream == "namespaces" && present.Values.FirstOrDefault(other => IsIn(other, state.Key.Name)) is { } content)
                yield return $"{state} was removed with {content} in it";
        }
    }

    private static IEnumerable<string> CheckLeftovers(HistoryView view)
    {
        var present = view.Present().ToList();
        var uids = present.Select(state => state.Uid).ToHashSet(StringComparer.Ordinal);
        var namespaces = view.Present("namespaces").Select(state => state.Key.Name).ToHashSet(StringComparer.Ordinal);
        var removals = view.Log.Where(state => state.IsDelete).ToLookup(state => state.Uid, StringComparer.Ordinal);
        foreach (var state in present)
        {
            if (state.Key.Namespace.Length > 0 && !namespaces.Contains(state.Key.Namespace) && IsPast(view, view.States("namespaces", new("", state.Key.Namespace)).Append(state)))
                yield return $"{state} is left in a namespace that is gone";
            var owners = state.Owners.Select(owner => owner.GetProperty("uid").GetString()!).ToList();
            if (owners.Count > 0 && !state.IsTerminating && !owners.Exists(uids.Contains) && IsPast(view, owners.SelectMany(owner => removals[owner]).Append(state)))
                yield return $"{state} is left though all its owners are gone";
            if (state.IsTerminating && IsLate(view, state) && WaitsForNobody(view, state, present))
                yield return $"{state} is left though it only waits to go";
        }
    }

    private static bool IsPast(HistoryView view, IEnumerable<LoggedObject> causes) => IsPast(view, causes.Max(cause => cause.Record.Time));

    private static bool IsPast(HistoryView view, DateTimeOffset cause) =>
        view.History.CalmSince is { } calm && (cause > calm ? cause : calm) + CompletionTimeMax < view.End;

    private static bool IsLate(HistoryView view, LoggedObject state) =>
        IsPast(view, DateTimeOffset.Parse(state.Text("metadata", "deletionTimestamp"), CultureInfo.InvariantCulture));

    private static bool WaitsForNobody(HistoryView view, LoggedObject state, List<LoggedObject> present)
    {
        if (FinalizersOf(state).Exists(finalizer => finalizer is not (Foreground or Orphan or "kubernetes")))
            return false;
        return state.Record.Stream switch
        {
            // Only its node can say that it has stopped.
            "pods" => state.Text("spec", "nodeName") is not { Length: > 0 } node || view.Present("nodes").Any(other => other.Key.Name == node && IsReady(other)),
            "namespaces" => !present.Exists(other => IsIn(other, state.Key.Name)),
            _ => !present.Exists(other => Blocks(other, state)),
        };
    }

    private static bool IsReady(LoggedObject node) => node.Items("status", "conditions")
        .Any(condition => Json.At(condition, "type")?.GetString() == "Ready" && Json.At(condition, "status")?.GetString() == "True");

    private static bool Blocks(LoggedObject dependent, LoggedObject owner) => dependent.Owners.Any(reference =>
        reference.GetProperty("uid").GetString() == owner.Uid && Json.At(reference, "blockOwnerDeletion") is { ValueKind: System.Text.Json.JsonValueKind.True });

    // Events tell of things that are gone, and may come late.
    private static bool IsIn(LoggedObject state, string name) => state.Key.Namespace == name && state.Record.Stream != "events";

    private static List<string> FinalizersOf(LoggedObject state) =>
        [.. state.Finalizers, .. state.Record.Stream == "namespaces" ? state.Items("spec", "finalizers").Select(item => item.GetString()!) : []];
}
