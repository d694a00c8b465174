using CloudOrchestrator.Simulation.Cluster;
using CloudOrchestrator.Simulation.Runtime;

namespace CloudOrchestrator.Simulation.Workload;

/// <summary>Where a script plays: a cluster of several engines, a user's client, and the troubles that a script may make.</summary>
public sealed class Stage
{
    private readonly SimulatedCluster _cluster;
    private readonly SimulatedProcess _process;

    internal Stage(SimulatedCluster cluster, SimulatedProcess process, IObjectClient client) => (_cluster, _process, Client) = (cluster, process, client);

    /// <summary>The API, as a user reaches it.</summary>
    public IObjectClient Client { get; }

    /// <summary>The script's own chance.</summary>
    public Random Chance => _process.Chance;

    /// <summary>True when all is done.</summary>
    internal bool IsOver { get; private set; }

    /// <summary>Lets time pass.</summary>
    public Task PassAsync(TimeSpan time) => Task.Delay(time, _process.Time);

    /// <summary>From now on nothing disturbs the cluster: what must hold of one at rest must hold.</summary>
    public void BeCalm() => (_cluster.History.HealedStep, _cluster.History.CalmSince) = (_process.World.NextStep(), _process.World.Now);

    /// <summary>Of a hundred additions to the work queue, how many are lost, doubled, and delayed from now on.</summary>
    public void DisturbQueue(int lost, int doubled, int delayed) => _cluster.Queue.Percent = (lost, doubled, delayed);

    internal void Play(Func<Stage, Task> script) => _process.Begin("the script", async () =>
    {
        await script(this);
        IsOver = true;
    });
}
