namespace CloudOrchestrator.Simulation.Checks;

/// <summary>
/// A ReplicaSet never has more pods than it was asked for: whenever a pod is created for one, its pods that are neither finished nor being deleted, the new one
/// included, are at most the number of replicas it asks for or has asked for within the last moments (a decision may be as old as that).
/// </summary>
internal sealed class ReplicaSetCheck : IHistoryCheck
{
    private static readonly TimeSpan DecisionAgeMax = TimeSpan.FromSeconds(30);

    public string Name => "replicasets";

    public IEnumerable<string> Check(HistoryView view)
    {
        var sets = new Dictionary<string, LoggedObject>(StringComparer.Ordinal);
        var active = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var state in view.Log)
        {
            if (state.Record.Stream == "apps/replicasets")
                sets[state.Uid] = state;
            if (state.Record.Stream != "pods" || state.ControllerUid is not { Length: > 0 } owner)
                continue;
            if (!active.TryGetValue(owner, out var pods))
                active[owner] = pods = [];
            if (state.IsDelete || state.IsTerminating || state.Text("status", "phase") is "Succeeded" or "Failed")
                pods.Remove(state.Uid);
            else
                pods.Add(state.Uid);
            if (state.IsCreate && sets.TryGetValue(owner, out var set) && pods.Count > MostReplicas(set, state))
                yield return $"{state} is the {pods.Count}th pod of {set}, which asks for {MostReplicas(set, state)}";
        }
    }

    private static int MostReplicas(LoggedObject set, LoggedObject pod)
    {
        var most = 0;
        foreach (var version in Versions.Recent(set, pod.Record.Time - DecisionAgeMax))
            most = Math.Max(most, version.Number("spec", "replicas") ?? 1);
        return most;
    }
}
