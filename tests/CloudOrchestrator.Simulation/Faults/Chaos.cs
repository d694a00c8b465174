using CloudOrchestrator.Simulation.Cluster;
using CloudOrchestrator.Simulation.Runtime;

namespace CloudOrchestrator.Simulation.Faults;

/// <summary>Makes trouble as a plan says, until it is told to heal everything.</summary>
internal sealed class Chaos(SimulatedCluster cluster, FaultPlan plan, SimulatedProcess process)
{
    private readonly Random _chance = process.Chance;
    private bool _healed;

    /// <summary>Begins.</summary>
    public void Start()
    {
        if (plan.LosesAppends && !cluster.Shape.IsAlone)
        {
            cluster.LogTroubles.LostPerThousand = _chance.Next(15);
            cluster.LogTroubles.ReplyLostPerThousand = _chance.Next(15);
            cluster.LogTroubles.LatePerThousand = _chance.Next(8);
            cluster.LogTroubles.ThrottledPerThousand = _chance.Next(8);
        }

        if (plan.LosesRequests)
            cluster.Network.LostPerThousand = (_chance.Next(30), _chance.Next(30));
        if (plan.LosesItems)
            cluster.Queue.Percent = (_chance.Next(10), _chance.Next(15), _chance.Next(20));
        if (plan.SkewsClocks)
            cluster.SkewMax = TimeSpan.FromSeconds(_chance.NextDouble() * 2);
        Action[] faults = [.. Faults()];
        if (plan.IsCalm)
            cluster.History.CalmSince = cluster.World.Now;
        if (faults.Length == 0)
            return;
        process.Begin("chaos", async () =>
        {
            while (!_healed)
            {
                await Task.Delay(plan.Interval * 2 * _chance.NextDouble(), process.Time);
                if (_healed)
                    break;
                var fault = faults[_chance.Next(faults.Length)];
                cluster.Troubles.Add(isKill: fault == KillPlane || fault == KillAgent || fault == KillNode);
                fault();
            }
        });
    }

    /// <summary>Ends all trouble: what is down comes back, what is cut is joined.</summary>
    public void Heal()
    {
        _healed = true;
        cluster.World.Trace.Tell(cluster.World, "chaos", "heals everything");
        cluster.LogTroubles.Heal();
        cluster.Log.RefusesUntil = default;
        cluster.Network.LostPerThousand = default;
        cluster.Queue.Percent = default;
        for (var i = 0; i < cluster.Planes.Count; i++)
        {
            cluster.Planes[i].Process.Pause(false);
            cluster.StartPlane(i);
        }

        foreach (var node in cluster.Nodes)
        {
            cluster.Network.Cut(node.Name, false);
            node.Agent?.Pause(false);
            node.Start();
        }

        cluster.ResyncSoon();
        cluster.History.HealedStep ??= cluster.World.NextStep();
        cluster.History.CalmSince ??= cluster.World.Now;
    }

    private IEnumerable<Action> Faults()
    {
        if (plan.KillsPlanes)
            yield return KillPlane;
        if (plan.PausesPlanes)
            yield return PausePlane;
        if (plan.KillsAgents)
            yield return KillAgent;
        if (plan.KillsNodes)
            yield return KillNode;
        if (plan.CutsNodes)
            yield return CutNode;
        if (plan.PausesNodes)
            yield return PauseAgent;
        if (plan.CrashesContainers)
            yield return () => AnyNode().CrashOne(_chance);
        if (plan.BreaksWatches)
            yield return cluster.Network.BreakOneWatch;
        if (plan.FillsDisk)
            yield return FillDisk;
        if (plan.Poisons && !cluster.Shape.IsAlone)
            yield return Poison;
    }

    private void KillPlane()
    {
        var index = _chance.Next(cluster.Planes.Count);
        cluster.Planes[index].Process.Kill();
        Later(20, () => cluster.StartPlane(index));
    }

    private void PausePlane()
    {
        var paused = cluster.Planes[_chance.Next(cluster.Planes.Count)].Process;
        paused.Pause(true);
        Later(45, () => paused.Pause(false));
    }

    private void KillAgent()
    {
        var node = AnyNode();
        node.KillAgent();
        Later(30, () => StartAgain(node));
    }

    private void KillNode()
    {
        var node = AnyNode();
        cluster.World.Trace.Tell(cluster.World, node.Name, "switched off");
        node.Kill();
        Later(120, () => StartAgain(node));
    }

    private void CutNode()
    {
        var node = AnyNode();
        cluster.Network.Cut(node.Name, true);
        Later(120, () => cluster.Network.Cut(node.Name, false));
    }

    private void PauseAgent()
    {
        if (AnyNode().Agent is not { } agent)
            return;
        agent.Pause(true);
        Later(60, () => agent.Pause(false));
    }

    private void FillDisk()
    {
        cluster.World.Trace.Tell(cluster.World, "storage", "refuses appends");
        cluster.Log.RefusesUntil = cluster.World.Now + TimeSpan.FromSeconds(_chance.NextDouble() * 15);
    }

    private void Poison() => cluster.Queue.Enqueue(
        [_chance.Next(2) == 0 ? new WorkItem("no-such-controller", new ObjectKey("default", "x")) : new WorkItem("deployment", new ObjectKey("nowhere", "nothing"))],
        TimeSpan.Zero);

    private static void StartAgain(SimulatedNode node) => node.Start();

    private SimulatedNode AnyNode() => cluster.Nodes[_chance.Next(cluster.Nodes.Count)];

    private void Later(int secondsMax, Action action) => process.After(TimeSpan.FromSeconds(_chance.NextDouble() * secondsMax), () =>
    {
        if (!_healed)
            action();
    });
}
