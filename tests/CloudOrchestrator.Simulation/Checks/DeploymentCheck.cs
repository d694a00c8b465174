using System.Globalization;
using System.Text.Json;

namespace CloudOrchestrator.Simulation.Checks;

/// <summary>
/// What a Deployment promises of a rollout, as its controller can promise it: in the numbers of its ReplicaSets, for what it does itself.
/// <list type="bullet">
/// <item>maxSurge: whenever one of its sets is enlarged, all its sets together ask for at most replicas + maxSurge. (Together they may be more while nothing is
/// enlarged: right after the Deployment itself was made smaller.)</item>
/// <item>maxUnavailable: whenever an old set is made so small that it loses available pods, the sets together keep at least replicas - maxUnavailable available
/// pods, counting of each set what its status says, but no more than it still asks for. Pods may be fewer by causes from outside, such as the death of a node;
/// the controller then takes no available ones away. Scaling the Deployment itself is no rollout and may go below, in proportion.</item>
/// <item>Recreate: a set is enlarged from nothing only when no pod of another set is left that has not finished. A paused Deployment is only scaled: its newest
/// set takes what is asked for at once.</item>
/// </list>
/// A decision may rest on a state that was the present some moments ago: what any state of the last moments allows is allowed.
/// </summary>
internal sealed class DeploymentCheck : IHistoryCheck
{
    private const string DesiredReplicas = "deployment.kubernetes.io/desired-replicas";
    private static readonly TimeSpan DecisionAgeMax = TimeSpan.FromSeconds(15);

    public string Name => "deployments";

    public IEnumerable<string> Check(HistoryView view)
    {
        var present = new Present();
        foreach (var state in view.Log)
        {
            present.Take(state);
            if (state.Record.Stream != "apps/replicasets" || state.IsDelete || !present.Deployments.TryGetValue(state.ControllerUid, out var deployment))
                continue;
            var before = state.Before is { } old ? Replicas(old) : 0;
            var wishes = Versions.Recent(deployment, state.Record.Time - DecisionAgeMax).Select(version => new Wish(version)).ToList();
            var sets = present.SetsOf(state.ControllerUid);
            if (Replicas(state) > before && CheckRaise(state, before, wishes, sets, present) is { } tooMany)
                yield return tooMany;
            if (Replicas(state) < before && CheckLower(state, before, wishes, sets) is { } tooFew)
                yield return tooFew;
        }
    }

    private static string? CheckRaise(LoggedObject set, int before, List<Wish> wishes, List<LoggedObject> sets, Present present)
    {
        if (before == 0 && wishes.TrueForAll(wish => wish.Recreates && !wish.IsPaused) && present.UnfinishedPods(sets.Where(other => other.Uid != set.Uid)) is { } pod)
            return $"{set} was enlarged to {Replicas(set)} by a Deployment that recreates, and {pod} of an older set had not finished";
        var total = sets.Sum(Replicas);
        return wishes.Exists(wish => total <= wish.TotalMax)
            ? null
            : $"{set} was enlarged from {before} to {Replicas(set)}, which makes {total} pods of {wishes[0].Deployment}, which allows {wishes[0].TotalMax}";
    }

    private static string? CheckLower(LoggedObject set, int before, List<Wish> wishes, List<LoggedObject> sets)
    {
        var available = set.Number("status", "availableReplicas") ?? 0;
        if (Math.Min(available, before) == Math.Min(available, Replicas(set)))
            return null;
        var desired = set.Before?.Text("metadata", "annotations", DesiredReplicas);
        var kept = sets.Sum(other => other == set ? Math.Min(available, Replicas(set)) : MostAvailable(other, set));
        return wishes.Exists(wish => wish.Recreates || wish.Demands(set) || desired != wish.Replicas.ToString(CultureInfo.InvariantCulture) || kept >= wish.AvailableMin)
            ? null
            : $"{set} was made smaller from {before} to {Replicas(set)}, which leaves {kept} available pods of {wishes[0].Deployment}, which demands {wishes[0].AvailableMin}";
    }

    private static int MostAvailable(LoggedObject other, LoggedObject set) => Versions.Recent(other, set.Record.Time - DecisionAgeMax)
        .Max(version => Math.Min(version.Number("status", "availableReplicas") ?? 0, Replicas(version)));

    private static int Replicas(LoggedObject value) => value.Number("spec", "replicas") ?? 1;

    private sealed class Wish(LoggedObject deployment)
    {
        public LoggedObject Deployment { get; } = deployment;

        public int Replicas { get; } = Replicas(deployment);

        public bool Recreates { get; } = deployment.Text("spec", "strategy", "type") == "Recreate";

        public bool IsPaused { get; } = deployment.At("spec", "paused") is { ValueKind: JsonValueKind.True };

        public int TotalMax => Recreates ? Replicas : Replicas + Surge;

        public int AvailableMin => Replicas - Math.Min(Replicas, Surge == 0 && Unavailable == 0 ? 1 : Unavailable);

        private int Surge => Resolve("maxSurge", Math.Ceiling);

        private int Unavailable => Resolve("maxUnavailable", Math.Floor);

        // The set of the present template, which has what the template says and its hash, is given the size wished for when it is larger.
        public bool Demands(LoggedObject set) => DeploymentCheck.Replicas(set) == Replicas && Json.Holds(set.At("spec", "template"), Deployment.At("spec", "template"));

        private int Resolve(string name, Func<double, double> round)
        {
            var value = Deployment.At("spec", "strategy", "rollingUpdate", name);
            return value switch
            {
                { ValueKind: JsonValueKind.Number } number => number.GetInt32(),
                { ValueKind: JsonValueKind.String } text => (int)round(double.Parse(text.GetString()!.TrimEnd('%'), CultureInfo.InvariantCulture) * Replicas / 100),
                _ => (int)round(Replicas * 0.25),
            };
        }
    }

    private sealed class Present
    {
        private readonly Dictionary<string, Dictionary<string, LoggedObject>> _sets = new(StringComparer.Ordinal);
        private readonly Dictionary<string, Dictionary<string, LoggedObject>> _pods = new(StringComparer.Ordinal);

        public Dictionary<string, LoggedObject> Deployments { get; } = new(StringComparer.Ordinal);

        public void Take(LoggedObject state)
        {
            switch (state.Record.Stream)
            {
                case "apps/deployments" when state.IsDelete:
                    Deployments.Remove(state.Uid);
                    break;
                case "apps/deployments":
                    Deployments[state.Uid] = state;
                    break;
                case "apps/replicasets":
                    Put(_sets, state, !state.IsDelete);
                    break;
                case "pods":
                    Put(_pods, state, !state.IsDelete && state.Text("status", "phase") is not ("Succeeded" or "Failed"));
                    break;
            }
        }

        public List<LoggedObject> SetsOf(string deployment) => [.. _sets.GetValueOrDefault(deployment)?.Values ?? Enumerable.Empty<LoggedObject>()];

        public LoggedObject? UnfinishedPods(IEnumerable<LoggedObject> sets) =>
            sets.SelectMany(set => _pods.GetValueOrDefault(set.Uid)?.Values ?? Enumerable.Empty<LoggedObject>()).FirstOrDefault();

        private static void Put(Dictionary<string, Dictionary<string, LoggedObject>> byOwner, LoggedObject state, bool there)
        {
            if (state.Before is { } before && before.ControllerUid != state.ControllerUid)
                byOwner.GetValueOrDefault(before.ControllerUid)?.Remove(state.Uid);
            if (state.ControllerUid.Length == 0)
                return;
            if (!byOwner.TryGetValue(state.ControllerUid, out var owned))
                byOwner[state.ControllerUid] = owned = new(StringComparer.Ordinal);
            if (there)
                owned[state.Uid] = state;
            else
                owned.Remove(state.Uid);
        }
    }
}
