using CloudOrchestrator.Kinds.Core.ConfigMaps;
using CloudOrchestrator.Simulation.Checks;
using CloudOrchestrator.Simulation.Cluster;
using CloudOrchestrator.Simulation.Faults;
using CloudOrchestrator.Simulation.Network;
using CloudOrchestrator.Simulation.Runtime;
using CloudOrchestrator.Simulation.Workload;

namespace CloudOrchestrator.Simulation;

/// <summary>One seed's run: users and trouble, then rest, then the question whether everything is as it must be.</summary>
public sealed class SimulationRun
{
    private const long StepsMax = 3_000_000;
    private static readonly TimeSpan ConvergenceLimit = (SimulatedCluster.ResyncInterval * 3) + TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ConvergenceLook = TimeSpan.FromSeconds(5);

    private readonly SimulationResult _result;
    private readonly World _world;
    private readonly SimulatedCluster _cluster;
    private readonly FaultPlan _plan;
    private readonly Random _chance;
    private readonly List<SimulatedUser> _users = [];

    private readonly SimulationOptions _options;

    private SimulationRun(int seed, SimulationOptions options)
    {
        _options = options;
        _chance = Seeds.Chance(seed, "run");
        _world = new World(seed, new Trace(options.Trace, options.EveryStep, options.Objects));
        _cluster = new SimulatedCluster(seed, _world, options.Script is null ? ClusterShape.Of(_chance, options.Short) : ClusterShape.Stage, options.Seams);
        _plan = FaultPlan.Of(_chance, options.Troubles && options.Script is null);
        _result = new SimulationResult(seed, $"{_cluster.Shape}; {_plan}", _cluster.History, _cluster.Faults);
    }

    /// <summary>Runs a seed.</summary>
    public static SimulationResult Of(int seed, SimulationOptions? options = null)
    {
        var run = new SimulationRun(seed, options ?? new SimulationOptions());
        try
        {
            run.Execute();
        }
        catch (SimulationException failure)
        {
            run._result.Failure = failure.InnerException is { } cause ? $"{failure.Message}\n{cause}" : failure.Message;
        }

        run.Finish();
        run._result.Broken = HistoryChecks.Check(run._result.History);
        return run._result;
    }

    private void Execute()
    {
        _world.Trace.Tell(_world, "world", () => $"seed {_result.Seed}: {_result.Description}");
        _cluster.Start();
        Until("the control plane is ready", () => _cluster.Planes.All(plane => plane.IsReady), TimeSpan.FromMinutes(2));
        var chaos = new Chaos(_cluster, _plan, _cluster.NewProcess("chaos"));
        chaos.Start();
        if (_options.Script is { } script)
            Play(script);
        else
            ByChance();
        chaos.Heal();
        LetGo();
        Converge();
    }

    private void Play(Func<Stage, Task> script)
    {
        var process = _cluster.NewProcess("user-0");
        var stage = new Stage(_cluster, process, ClientOf(process, "user-0"));
        stage.Play(script);
        Until("the script is over", () => stage.IsOver, TimeSpan.FromHours(1));
    }

    private void ByChance()
    {
        StartUsers();
        StartWatchers();
        Until("the users are done", () => _users.TrueForAll(user => user.IsDone), TimeSpan.FromHours(1));
    }

    private void StartUsers()
    {
        var count = _options.Short ? 2 : _chance.Next(2, 5);
        var steps = _options.Short ? 20 : _chance.Next(60, 200) / count;
        var think = TimeSpan.FromSeconds(0.5 + (_chance.NextDouble() * 4));
        for (var i = 0; i < count; i++)
        {
            var process = _cluster.NewProcess($"user-{i}");
            var user = new SimulatedUser(process, ClientOf(process, $"user-{i}"), steps, think);
            _users.Add(user);
            user.Start();
        }
    }

    private void StartWatchers()
    {
        for (var i = _chance.Next(1, 4); i > 0; i--)
        {
            var process = _cluster.NewProcess($"watcher-{i}");
            new SimulatedWatcher(_cluster, process, ClientOf(process, process.Name)).Start();
        }
    }

    private RemoteClient ClientOf(SimulatedProcess process, string user) =>
        new(_cluster.Network, process, process.Name, user, new OperationRecorder(_cluster.History, process.Name));

    // What waits for a user for ever would never be gone.
    private void LetGo()
    {
        var process = _cluster.NewProcess("janitor");
        var client = ClientOf(process, "janitor");
        process.Begin("taking finalizers away", async () =>
        {
            while (true)
            {
                foreach (var held in _cluster.Log.Present<ConfigMap>("configmaps").Where(map => map.Metadata is { DeletionTimestamp: not null, Finalizers.Count: > 0 }))
                {
                    try
                    {
                        await client.UpdateAsync(held with { Metadata = held.Metadata with { Finalizers = null } }, null, default);
                    }
                    catch (IOException)
                    {
                        // Tried again.
                    }
                }

                await Task.Delay(TimeSpan.FromSeconds(5), process.Time);
            }
        });
    }

    private void Converge()
    {
        var began = _world.Now;
        var look = new Convergence(_cluster);
        var next = began;
        string? missing = "nothing has been looked at";
        var converged = _world.RunUntil(
            () =>
            {
                if (_world.Now < next)
                    return false;
                next = _world.Now + ConvergenceLook;
                missing = look.Missing();
                return missing is null;
            },
            began + (_options.RestMax ?? ConvergenceLimit),
            StepsMax);
        if (converged)
            _cluster.History.ConvergedAfter = _world.Now - began;
        else
            _cluster.History.NotConverged = missing;
    }

    private void Until(string what, Func<bool> condition, TimeSpan limit)
    {
        if (!_world.RunUntil(condition, _world.Now + limit, StepsMax))
            throw new SimulationException($"not within {limit}: {what}");
    }

    private void Finish()
    {
        (_result.Steps, _result.Time, _result.TraceHash) = (_world.StepsRun, _world.Now - World.Start, _world.Trace.Hash);
        var history = _cluster.History;
        var asked = history.Operations.Where(operation => operation.User.StartsWith("user", StringComparison.Ordinal)).ToList();
        _result.Counts = new SimulationCounts(
            asked.Count,
            asked.Count(operation => operation.Outcome == HistoryOutcome.Acknowledged),
            _cluster.Troubles.Count,
            _cluster.Troubles.Kills,
            history.Records.Count(record => record.Stream is not ("coordination.k8s.io/leases" or "events" or "nodes")),
            history.Runs.Count,
            history.Watches.Sum(watch => watch.Events.Count),
            _result.Steps,
            _result.Time.TotalSeconds);
        _world.Trace.Tell(_world, "world", () => _result.ToString());
    }
}
