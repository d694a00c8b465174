using CloudOrchestrator.Client;
using CloudOrchestrator.Controllers;
using CloudOrchestrator.Kinds;
using CloudOrchestrator.Kinds.Apps.Deployments;
using CloudOrchestrator.Kinds.Coordination.Leases;
using CloudOrchestrator.Kinds.Core.Nodes;
using CloudOrchestrator.Kinds.Core.Pods;
using CloudOrchestrator.Kinds.Core.Services;
using CloudOrchestrator.NodeAgent;
using CloudOrchestrator.NodeAgent.Doorbells;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Objects.Meta;
using CloudOrchestrator.Storage;
using CloudOrchestrator.Telemetry.Billing;
using CloudOrchestrator.Testing;
using CloudOrchestrator.Testing.Reconciling;
using CloudOrchestrator.Testing.Stores;

namespace CloudOrchestrator.ControlPlaneHost.Tests.Billing;

/// <summary>
/// The control plane's own store, controllers and scheduler on virtual time, called as a Functions host calls them, with nodes that do what an agent does: beat, poll,
/// ask now and then, and look when their bell rings. Everything that Azure charges for is counted.
/// </summary>
internal sealed class SimulatedCluster : INodeHeartbeats, INodeDoorbells, IAsyncDisposable
{
    public const int ReplicasPerDeployment = 3;

    // What an agent does when nothing happens; IdleNodeCostTests of the node program count it there.
    private static readonly string[] SeldomAsked = ["nodes", "services", "discovery.k8s.io/endpointslices", "configmaps", "secrets"];
    private static readonly TimeSpan LeaseInterval = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan ReportInterval = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan WorkInterval = new DoorbellOptions().WorkFallback;
    private static readonly TimeSpan SeldomInterval = new DoorbellOptions().Fallback;

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan ContainerStart = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan ApiCall = TimeSpan.FromMilliseconds(30);
    private static readonly TimeSpan WorkCall = TimeSpan.FromMilliseconds(200);
    private static readonly KindRegistry Kinds = KindRegistry.BuiltIn();

    private static readonly Dictionary<string, Quantity> Resources = new()
    {
        ["cpu"] = Quantity.Parse("4"), ["memory"] = Quantity.Parse("8Gi"), ["pods"] = Quantity.Parse("110"),
    };

    // Eight minutes before a full hour, at which agents do what they do once an hour.
    private readonly ManualTimeProvider _time = new(new DateTimeOffset(2026, 5, 4, 11, 52, 0, TimeSpan.Zero));
    private readonly DateTimeOffset _start;
    private readonly CountingLog _log;
    private readonly CountingQueue _queue;
    private readonly ObjectStore _apiStore;
    private readonly ObjectStore _workStore;
    private readonly StoreObjectClient _api;
    private readonly TriggeredEngine _engine;
    private readonly string[] _nodes;
    private readonly PriorityQueue<Func<Task>, DateTimeOffset> _agenda = new();
    private readonly HashSet<string> _rung = [];
    private readonly List<Exception> _faults = [];
    private DateTimeOffset _moment;
    private long _bells;

    public SimulatedCluster(int nodes, int seed)
    {
        _start = _time.GetUtcNow();
        _log = new CountingLog(_time);
        _queue = new CountingQueue(_time);
        _nodes = [.. Enumerable.Range(0, nodes).Select(index => $"node-{index}")];
        _apiStore = Open(new SeededIds(seed));
        _workStore = Open(new SeededIds(seed + 1));
        _api = new StoreObjectClient(_apiStore, Kinds, _time, new SeededIds(seed + 2));
        var options = new ControllerEngineOptions { CertificateAuthorityPem = "PEM", OnFault = (_, _, exception) => _faults.Add(exception) };
        var ids = new SeededIds(seed + 3);
        var triggered = new TriggeredEngineOptions { Heartbeats = this, Doorbells = this };
        _engine = new TriggeredEngine(options, triggered, Kinds, _workStore, new StoreObjectClient(_workStore, Kinds, _time, ids), _queue, _time, ids);
    }

    private Executions Api { get; set; } = new();

    private Executions Work { get; set; } = new();

    // A bell is sent, received and completed.
    private long QueueOperations => _queue.Operations + (3 * Interlocked.Read(ref _bells));

    public Task<IReadOnlyDictionary<string, TimeSpan>> AgesAsync(CancellationToken cancellationToken)
    {
        _log.Count(CountingLog.Pages(_nodes.Length));
        return Task.FromResult<IReadOnlyDictionary<string, TimeSpan>>(_nodes.ToDictionary(name => name, _ => TimeSpan.FromSeconds(4)));
    }

    public Task RingAsync(IReadOnlyCollection<string> nodes, string stream, CancellationToken cancellationToken)
    {
        lock (_rung)
        {
            foreach (var node in nodes)
            {
                Interlocked.Increment(ref _bells);
                if (_rung.Add($"{node} {stream}"))
                    _agenda.Enqueue(() => AnswerBellAsync(node, stream), _time.GetUtcNow() + Step);
            }
        }

        return Task.CompletedTask;
    }

    /// <summary>Nodes, deployments with their services, and everything running.</summary>
    public async Task BuildAsync(int deployments)
    {
        foreach (var node in _nodes)
        {
            var built = Build.Node(node);
            await _api.CreateAsync(built with { Status = built.Status! with { Allocatable = Resources, Capacity = Resources } }, null, default);
            await _api.CreateAsync(Lease(node), null, default);
        }

        for (var index = 0; index < deployments; index++)
        {
            await _api.CreateAsync(Service(index), null, default);
            await _api.CreateAsync(Deployment(index, "web:1"), null, default);
        }

        await RunAsync(TimeSpan.FromMinutes(1));
        foreach (var node in _nodes)
            Repeat(node);
    }

    /// <summary>What Azure charges for is counted while time passes; gigabyte seconds are seconds times 1 GB.</summary>
    public async Task<Measured> MeasureAsync(TimeSpan length)
    {
        (Api, Work) = (new Executions(), new Executions());
        var (transactions, operations) = (_log.Transactions, QueueOperations);
        await RunAsync(length);
        OperationCounts Counts(double seconds) =>
            new(_log.Transactions - transactions, QueueOperations - operations, Api.Count + Work.Count, seconds, Api.Count);
        return new Measured(Counts(Api.ByStretch() + Work.ByStretch()), Counts(Api.ByClock() + Work.ByClock()));
    }

    /// <summary>Rolls a deployment to another image, as <c>kubectl set image</c> and <c>kubectl rollout status</c> do: six requests.</summary>
    public async Task RollAsync(int index, string image)
    {
        var current = (await _api.GetAsync<Deployment>("default", $"web-{index}", default)).Require();
        (await _api.UpdateAsync(current with { Spec = Deployment(index, image).Spec }, null, default)).Require();
        for (var call = 0; call < 6; call++)
        {
            _moment = _time.GetUtcNow() + (ApiCall * 20 * call);
            Called();
        }
    }

    private async Task RunAsync(TimeSpan length)
    {
        for (var end = _time.GetUtcNow() + length; _time.GetUtcNow() < end; _time.Advance(Step))
        {
            while (_agenda.TryPeek(out var next, out var due) && due <= _time.GetUtcNow())
            {
                _agenda.Dequeue();
                _moment = due;
                await next();
            }

            // The host calls as long as messages wait, one call after the other.
            for (var at = Now; _queue.Take(100) is { Count: > 0 } items; at += WorkCall)
            {
                Work.Add(at, WorkCall);
                Assert.Empty(await _engine.HandleAsync(items, default));
            }
        }

        Assert.Empty(_faults);
    }

    public async Task<int> RunningPodsAsync(string image) => (await _api.ListAsync<Pod>("default", new(), default)).Require().Items
        .Count(pod => pod.Status?.Phase == "Running" && pod.Spec!.Containers[0].Image == image && pod.Metadata.DeletionTimestamp is null);

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        await _workStore.DisposeAsync();
        await _apiStore.DisposeAsync();
        await _log.DisposeAsync();
    }

    private TimeSpan Now => _time.GetUtcNow() - _start;

    private ObjectStore Open(SeededIds ids) => new(_log, new ObjectStoreOptions
    {
        Indexes = ControllerEngine.Indexes,
        SharedLog = true,
        BatchRecordsMax = 45,
        Committed = (stream, from, to, token) =>
            _engine.Wakes(stream) ? _queue.AddAsync([TriggeredEngine.Changes(stream, from, to)], TimeSpan.Zero, token) : ValueTask.CompletedTask,
        BackgroundFailed = (_, exception) => _faults.Add(exception),
    }, _time, ids);

    // What agents do regularly they do at common times, each at its own moment within a few seconds.
    private void Repeat(string node)
    {
        void Every(TimeSpan interval, Func<Task> act)
        {
            void Next(DateTimeOffset after) => _agenda.Enqueue(Again, after + CommonTimes.Until(interval, CommonTimes.PhaseOf(node), after));
            async Task Again()
            {
                Next(_moment);
                await act();
            }

            Next(_time.GetUtcNow());
        }

        Every(LeaseInterval, () => RenewAsync(node));
        Every(WorkInterval, () => AskAsync("pods"));
        Every(ReportInterval, () => ReportNodeAsync(node));
        foreach (var stream in SeldomAsked)
            Every(SeldomInterval, () => AskAsync(stream));
    }

    private async Task RenewAsync(string node)
    {
        Called();
        var lease = (await _api.GetAsync<Lease>("kube-node-lease", node, default)).Require();
        (await _api.UpdateAsync(lease with { Spec = lease.Spec! with { RenewTime = _time.GetUtcNow() } }, null, default)).Require();
    }

    private async Task ReportNodeAsync(string name)
    {
        Called();
        var node = (await _api.GetAsync<Node>("", name, default)).Require();
        var ready = node.Status!.Conditions![0] with { LastHeartbeatTime = _time.GetUtcNow() };
        (await _api.UpdateAsync(node with { Status = node.Status with { Conditions = [ready] } }, "status", default)).Require();
    }

    private async Task AskAsync(string stream)
    {
        Called();
        await _apiStore.ReplicaAsync(stream, fresh: true, default);
    }

    private async Task AnswerBellAsync(string node, string stream)
    {
        lock (_rung)
            _rung.Remove($"{node} {stream}");
        await AskAsync(stream);
        if (stream != "pods")
            return;
        foreach (var pod in (await _api.ListAsync<Pod>(null, new(), default)).Require().Items.Where(pod => pod.Spec?.NodeName == node))
        {
            if (pod.Metadata.DeletionTimestamp is not null)
                _agenda.Enqueue(() => EndAsync(pod), _time.GetUtcNow() + ContainerStart);
            else if (pod.Status?.Phase is null or "Pending" && pod.Status?.PodIP is null)
                await StartAsync(pod);
        }
    }

    private async Task StartAsync(Pod pod)
    {
        await ReportAsync(pod, "Pending", "False");
        _agenda.Enqueue(() => ReportAsync(pod, "Running", "True"), _time.GetUtcNow() + ContainerStart);
    }

    private async Task ReportAsync(Pod pod, string phase, string ready)
    {
        Called();
        if ((await _api.GetAsync<Pod>("default", pod.Metadata.Name!, default)).Value is not { } current)
            return;
        var status = new PodStatus
        {
            Phase = phase,
            PodIP = "10.244.0.9",
            PodIPs = [new PodIP { Ip = "10.244.0.9" }],
            Conditions = [new PodCondition { Type = "Ready", Status = ready, LastTransitionTime = _time.GetUtcNow() }],
        };
        (await _api.UpdateAsync(current with { Status = status }, "status", default)).Require();
    }

    private async Task EndAsync(Pod pod)
    {
        Called();
        await _api.DeleteAsync<Pod>("default", pod.Metadata.Name!, new DeleteOptions { GracePeriodSeconds = 0 }, default);
    }

    private void Called()
    {
        Api.Add(_moment - _start, ApiCall);
    }

    private static Lease Lease(string node) => new()
    {
        ApiVersion = "coordination.k8s.io/v1",
        Kind = "Lease",
        Metadata = new ObjectMeta { Namespace = "kube-node-lease", Name = node },
        Spec = new LeaseSpec { HolderIdentity = node },
    };

    private static Service Service(int index)
    {
        var service = Build.Service($"web-{index}", new ServicePort { Port = 80, Protocol = "TCP" });
        return service with { Spec = service.Spec! with { Selector = Build.Labels($"app=web-{index}") } };
    }

    private static Deployment Deployment(int index, string image)
    {
        var deployment = Build.Deployment($"web-{index}", ReplicasPerDeployment, image);
        var labels = Build.Labels($"app=web-{index}");
        return deployment with
        {
            Spec = deployment.Spec! with { Selector = new LabelSelector { MatchLabels = labels }, Template = Build.Template(image, $"app=web-{index}") },
        };
    }
}
