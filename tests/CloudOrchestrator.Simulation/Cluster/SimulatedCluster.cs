using CloudOrchestrator.Simulation.Faults;
using CloudOrchestrator.Simulation.Network;
using CloudOrchestrator.Simulation.Ports;
using CloudOrchestrator.Simulation.Runtime;

namespace CloudOrchestrator.Simulation.Cluster;

/// <summary>A whole cluster: its storage, its queue, the processes of its control plane, its network and its nodes.</summary>
internal sealed class SimulatedCluster
{
    /// <summary>How often a cluster of several processes looks at everything. Deployed it is each quarter of an hour; here nobody learns from waiting longer.</summary>
    public static readonly TimeSpan ResyncInterval = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan ResyncAfterFaults = TimeSpan.FromSeconds(20);

    private readonly Random _chance;
    private readonly int _seed;
    private readonly List<ControlPlaneProcess> _planes = [];
    private readonly int _planeCount;
    private int _started;

    public SimulatedCluster(int seed, World world, ClusterShape shape, ClusterSeams seams)
    {
        (_seed, World, Shape, Seams, _planeCount) = (seed, world, shape, seams, shape.IsAlone ? 1 : shape.ApiServers + shape.Engines);
        _chance = Seeds.Chance(seed, "cluster");
        Log = new SimulatedLog(NewProcess("storage"), History);
        Queue = new SimulatedQueue(NewProcess("queue"), Seeds.Chance(seed, "queue"), Troubles);
        Network = new SimulatedNetwork(world, Seeds.Chance(seed, "network"), Troubles);
        LogTroubles = new LogTroubles(Troubles);
        if (shape.IsAlone)
            LogTroubles.LatencyMax = TimeSpan.FromMilliseconds(1);
        for (var i = 0; i < _planeCount; i++)
            _planes.Add(null!);
        for (var i = 0; i < shape.Nodes; i++)
            Nodes.Add(new SimulatedNode(this, $"node-{i}", 2 + _chance.Next(3), 4 + _chance.Next(8)));
    }

    public World World { get; }

    public ClusterShape Shape { get; }

    public ClusterSeams Seams { get; }

    public History History { get; } = new();

    public SimulatedLog Log { get; }

    /// <summary>How many troubles were made.</summary>
    public TroubleCount Troubles { get; } = new();

    public LogTroubles LogTroubles { get; }

    public SimulatedQueue Queue { get; }

    public SimulatedNetwork Network { get; }

    public List<SimulatedNode> Nodes { get; } = [];

    /// <summary>Exceptions of production code that no injected trouble explains.</summary>
    public List<string> Faults { get; } = [];

    /// <summary>How wrong the clocks of new processes may be.</summary>
    public TimeSpan SkewMax { get; set; }

    /// <summary>The processes of the control plane.</summary>
    public IReadOnlyList<ControlPlaneProcess> Planes => _planes;

    /// <summary>A new process.</summary>
    public SimulatedProcess NewProcess(string name)
    {
        var number = ++_started;
        var skew = SkewMax * ((_chance.NextDouble() * 2) - 1);
        return new SimulatedProcess(World, $"{name}.{number}", Seeds.Mix(_seed, $"process {number}"), skew);
    }

    /// <summary>Starts everything.</summary>
    public void Start()
    {
        for (var i = 0; i < _planeCount; i++)
            StartPlane(i);
        foreach (var node in Nodes)
            node.Start();
        if (!Shape.IsAlone)
            ArmResync();
    }

    /// <summary>Starts a process of the control plane cold, in place of the one that was there.</summary>
    public void StartPlane(int index)
    {
        if (_planes[index] is { Process.IsAlive: true })
            return;
        var servesApi = Shape.IsAlone || index < Shape.ApiServers;
        var process = NewProcess(Shape.IsAlone ? "control-plane" : servesApi ? $"api-{index}" : $"engine-{index - Shape.ApiServers}");
        var port = new LogPort(Log, process, LogTroubles);
        var plane = _planes[index] = Shape.IsAlone
            ? ControlPlaneProcess.Alone(process, port, Seams, Shape.KeepsEvents, Faults.Add)
            : ControlPlaneProcess.Called(process, port, new QueuePort(Queue, process, LogTroubles), Seams, Shape.KeepsEvents, Faults.Add);
        plane.Start();
        if (servesApi)
        {
            Network.Servers.Add(plane);
            process.WhenKilled(() => Network.Servers.Remove(plane));
        }
        else
        {
            Queue.Subscribe(process, plane.HandleAsync);
        }
    }

    /// <summary>Has everything looked at before long: what was lost for good waits for nothing else, and nobody learns from waiting longer.</summary>
    public void ResyncSoon()
    {
        if (!Shape.IsAlone)
            Log.Storage.After(ResyncAfterFaults, Resync);
    }

    private void ArmResync() => Log.Storage.After(ResyncInterval, () =>
    {
        ArmResync();
        Resync();
    });

    // As the Functions host calls it: on any instance.
    private void Resync()
    {
        var ready = _planes.Where(plane => plane.Process is { IsAlive: true, IsPaused: false } && plane.IsReady).ToArray();
        if (ready.Length == 0)
            return;
        var plane = ready[_chance.Next(ready.Length)];
        plane.Process.Begin("resync", plane.ResyncAsync);
    }
}
