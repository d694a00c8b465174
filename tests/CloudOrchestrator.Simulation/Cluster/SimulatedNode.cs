using System.Net;
using CloudOrchestrator.Kinds.Core.Nodes;
using CloudOrchestrator.Kinds.Core.Pods;
using CloudOrchestrator.Kinds.Core.Services;
using CloudOrchestrator.NodeAgent.Images;
using CloudOrchestrator.NodeAgent.Nodes;
using CloudOrchestrator.NodeAgent.Probes;
using CloudOrchestrator.NodeAgent.Recording;
using CloudOrchestrator.NodeAgent.Runtime;
using CloudOrchestrator.NodeAgent.Simulated;
using CloudOrchestrator.NodeAgent.Volumes;
using CloudOrchestrator.NodeAgent.Workers;
using CloudOrchestrator.Simulation.Network;
using CloudOrchestrator.Simulation.Runtime;
using CloudOrchestrator.Simulation.Workload;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CloudOrchestrator.Simulation.Cluster;

/// <summary>
/// A machine with pretend containers, and production's node agent on it. The agent may be killed and started again over the containers that run; the machine may be
/// switched off, with all that runs on it.
/// </summary>
internal sealed class SimulatedNode
{
    private static readonly ProbeRunner Probes = new(new PretendContainerRuntime(new PretendRuntimeOptions(), TimeProvider.System, new ProcessIds(0)), podsAnswer: false);

    private readonly SimulatedCluster _cluster;
    private readonly int _pods;
    private readonly int _cpus;
    private readonly Dictionary<string, HistoryRun> _running = new(StringComparer.Ordinal);
    private SimulatedProcess? _machine;
    private PretendContainerRuntime? _runtime;

    public SimulatedNode(SimulatedCluster cluster, string name, int cpus, int pods)
    {
        (_cluster, Name, _cpus, _pods) = (cluster, name, cpus, pods);
        var allocatable = new Dictionary<string, Quantity>(StringComparer.Ordinal)
        {
            ["cpu"] = Quantity.FromUnits(cpus),
            ["memory"] = Quantity.FromBytes(MemoryBytes),
            ["pods"] = Quantity.FromUnits(pods),
        };
        cluster.History.Nodes.Add(new HistoryNode(name, allocatable, cluster.World.NextStep()));
    }

    private const long MemoryBytes = 8L << 30;

    /// <summary>The node's name.</summary>
    public string Name { get; }

    /// <summary>The agent; null while there is none.</summary>
    public SimulatedProcess? Agent { get; private set; }

    /// <summary>True while the machine is on.</summary>
    public bool IsOn => _machine is not null;

    /// <summary>Switches the machine on, if it is off, and starts the agent, if there is none.</summary>
    public void Start()
    {
        if (_machine is null)
        {
            var machine = _machine = _cluster.NewProcess($"{Name}-machine");
            var options = new PretendRuntimeOptions
            {
                StartDelay = TimeSpan.FromMilliseconds(machine.Chance.Next(5, 200)),
                PullDelay = TimeSpan.FromMilliseconds(machine.Chance.Next(10, 2000)),
                Behavior = config => Samples.BehaviorOf(config.Image, machine.Chance)
                    ?? new PretendBehavior(StopsAfter: TimeSpan.FromMilliseconds(machine.Chance.Next(3) == 0 ? machine.Chance.Next(3000) : 0)),
                Changed = Note,
            };
            _runtime = new PretendContainerRuntime(options, machine.Time, machine.Ids);
        }

        if (Agent is null)
        {
            var agent = Agent = _cluster.NewProcess($"{Name}-agent");
            agent.Begin("agent", () => RunAsync(agent));
        }
    }

    /// <summary>Kills the agent. Containers stay.</summary>
    public void KillAgent()
    {
        Agent?.Kill();
        Agent = null;
    }

    /// <summary>Switches the machine off.</summary>
    public void Kill()
    {
        KillAgent();
        _machine?.Kill();
        (_machine, _runtime) = (null, null);
        foreach (var run in _running.Values)
            (run.StoppedStep, run.NodeKilled) = (_cluster.World.NextStep(), true);
        _running.Clear();
    }

    /// <summary>Makes one of the containers that run fail, as a crash does.</summary>
    public void CrashOne(Random chance)
    {
        if (_running.Count == 0 || _machine is null)
            return;
        var id = _running.Keys.Order(StringComparer.Ordinal).ElementAt(chance.Next(_running.Count));
        var runtime = _runtime!;
        _machine.Begin("crashing a container", () => runtime.StopAsync(id, TimeSpan.Zero, default));
    }

    private void Note(RuntimeEventType type, RuntimeContainer container)
    {
        if (!container.Labels.TryGetValue(RuntimeLabels.ContainerName, out var name) || name == RuntimeLabels.SandboxName)
            return;
        var world = _cluster.World;
        if (type == RuntimeEventType.Started)
        {
            var run = new HistoryRun
            {
                Node = Name,
                Namespace = container.Labels[RuntimeLabels.PodNamespace],
                Pod = container.Labels[RuntimeLabels.PodName],
                PodUid = container.Labels[RuntimeLabels.PodUid],
                Container = name,
                StartedStep = world.NextStep(),
            };
            _running[container.Id] = run;
            _cluster.History.Runs.Add(run);
            world.Trace.Tell(world, Name, $"runs {run.Namespace}/{run.Pod} {name}");
        }
        else if (type is RuntimeEventType.Died or RuntimeEventType.Removed && _running.Remove(container.Id, out var run))
        {
            run.StoppedStep = world.NextStep();
            world.Trace.Tell(world, Name, $"stopped {run.Namespace}/{run.Pod} {name}");
        }
    }

    // Composed as production's node host composes it.
    private async Task RunAsync(SimulatedProcess process)
    {
        var (time, runtime, machine) = (process.Time, _cluster.Seams.Runtime(_runtime!), _machine!);
        var client = new RemoteClient(_cluster.Network, process, Name, $"system:node:{Name}", new OperationRecorder(_cluster.History, Name));
        var address = $"192.168.0.{int.Parse(Name[(Name.LastIndexOf('-') + 1)..], System.Globalization.CultureInfo.InvariantCulture) + 10}";
        var pods = new Informer<Pod>(client, null, new ListQuery { FieldSelector = $"spec.nodeName={Name}", AllowWatchBookmarks = true }, time);
        var services = new Informer<Service>(client, null, new ListQuery(), time);
        var self = new Informer<Node>(client, null, new ListQuery { FieldSelector = $"metadata.name={Name}" }, time);
        var objects = new ReferencedObjects(client, time);
        var events = new EventRecorder(_cluster.Shape.KeepsEvents ? client : new EventlessClient(client), Name, time, new TracedLog<EventRecorder>(process));
        var containers = new ContainerCache(runtime, new TerminationMessages(runtime), time, new TracedLog<ContainerCache>(process));
        var context = new AgentContext
        {
            Node = new NodeFacts(Name, address, Quantity.FromUnits(_cpus), Quantity.FromBytes(MemoryBytes), _pods),
            Client = client,
            Runtime = runtime,
            Containers = containers,
            Network = new PretendPodNetwork(token => PodCidrAsync(self, token)),
            Volumes = new PretendPodVolumes(),
            Objects = objects,
            Images = new ImagePuller(runtime, events, time, concurrentPulls: 3),
            Probes = Probes,
            Hooks = new LifecycleHooks(Probes, time),
            Events = events,
            Services = services,
            Time = time,
            PauseImage = "pause:1",
            ClusterDomain = "cluster.local",
            Log = new TracedLog<PodAgent>(process),
        };
        var report = new NodeReportOptions { Name = Name, Address = address, AgentPort = 10250, PodsMax = _pods };
        NodeReporter? reporter = null;
        var heartbeat = new LeaseHeartbeat(Name, () => reporter?.Uid, client, () => LeaseHeartbeat.VitalInterval, time);
        reporter = new NodeReporter(
            report,
            new PretendMachine(Name, _cpus, MemoryBytes, machine.Time),
            runtime,
            () => containers.Trouble,
            [heartbeat],
            self,
            client,
            time,
            new TracedLog<NodeReporter>(process));
        await Task.WhenAll(
            pods.RunAsync(default),
            services.RunAsync(default),
            self.RunAsync(default),
            containers.RunAsync(default),
            events.RunAsync(default),
            new PodAgent(context, pods).RunAsync(default),
            reporter.RunAsync(default));
    }

    private static async Task<IPNetwork> PodCidrAsync(Informer<Node> self, CancellationToken cancellationToken)
    {
        while (true)
        {
            var version = self.Version;
            if (self.Items.Values.FirstOrDefault()?.Spec?.PodCIDR is { Length: > 0 } cidr)
                return IPNetwork.Parse(cidr);
            await self.ChangedAsync(version, cancellationToken);
        }
    }
}
