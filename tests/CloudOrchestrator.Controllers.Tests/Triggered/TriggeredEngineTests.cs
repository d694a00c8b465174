using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using CloudOrchestrator.Client;
using CloudOrchestrator.Kinds.Core.ConfigMaps;
using CloudOrchestrator.Kinds.Core.Services;
using CloudOrchestrator.Kinds.Reconciliation;
using CloudOrchestrator.Objects.Selectors;
using CloudOrchestrator.Kinds.Apps.ReplicaSets;
using CloudOrchestrator.Kinds.Core.Events;
using CloudOrchestrator.Kinds.Core.Nodes;
using CloudOrchestrator.Kinds.Core.Pods;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Objects.Meta;
using CloudOrchestrator.Storage;
using CloudOrchestrator.Testing;
using CloudOrchestrator.Testing.Reconciling;
using CloudOrchestrator.WorkQueues;

namespace CloudOrchestrator.Controllers.Tests.Triggered;

public sealed class TriggeredEngineTests : IAsyncLifetime, INodeDoorbells, IExternalController
{
    private readonly ConcurrentBag<(string Stream, string Node)> _rings = [];
    private readonly ConcurrentQueue<ObjectKey> _external = new();
    private readonly ManualTimeProvider _time = new();
    private readonly MemoryLog _log;
    private readonly ShakyQueue _queue;
    private Instance _api = null!;
    private Instance _work = null!;

    public TriggeredEngineTests()
    {
        _log = new MemoryLog(_time);
        _queue = new ShakyQueue(_time, 1);
    }

    public Task InitializeAsync()
    {
        _api = new Instance(_log, _queue, _time, 1);
        _work = new Instance(_log, _queue, _time, 2, new TriggeredEngineOptions { Doorbells = this, ExternalControllers = [this] });
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await _api.DisposeAsync();
        await _work.DisposeAsync();
    }

    string IExternalController.Name => "test-external";

    IReadOnlyList<Trigger> IExternalController.Triggers => [Trigger.Itself<Service>()];

    Task INodeDoorbells.RingAsync(IReadOnlyCollection<string> nodes, string stream, CancellationToken cancellationToken)
    {
        foreach (var node in nodes)
            _rings.Add((stream, node));
        return Task.CompletedTask;
    }

    Task<TimeSpan?> IExternalController.ReconcileAsync(ObjectKey key, IObjectSnapshot snapshot, IObjectClient client, CancellationToken cancellationToken)
    {
        Assert.NotNull(snapshot.Get<Service>(key.Namespace, key.Name));
        _external.Enqueue(key);
        return Task.FromResult<TimeSpan?>(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task HandleAsync_ServiceCreated_ExternalControllerIsWokenAndAskedAgain()
    {
        await _api.Client.CreateAsync(Build.Service("web"), null, default);
        await DrainAsync();
        Assert.Equal(new ObjectKey("default", "web"), Assert.Single(_external));
        _time.Advance(TimeSpan.FromMinutes(1));
        await DrainAsync();
        Assert.Equal(2, _external.Count);
    }

    [Fact]
    public async Task HandleAsync_Changes_RingWhereTheyMatter()
    {
        await CreateNodesAsync(2);
        await DrainAsync();
        await _api.Client.CreateAsync(Build.Pod("a", node: "node-0", ready: true), null, default);
        _rings.Clear();
        await DrainAsync();
        Assert.Equal([("pods", "node-0")], _rings);

        var config = new ConfigMap { ApiVersion = "v1", Kind = "ConfigMap", Metadata = Build.Meta("settings") };
        await _api.Client.CreateAsync(config, null, default);
        _rings.Clear();
        await DrainAsync();
        Assert.Equal([("configmaps", "node-0")], _rings);

        await _api.Client.CreateAsync(Build.Service("web"), null, default);
        _rings.Clear();
        await DrainAsync();
        Assert.Equal([("services", "node-0"), ("services", "node-1")], _rings.Where(ring => ring.Stream == "services").Order());
    }

    [Fact]
    public async Task HandleAsync_AgentReportsItsOwnPod_RingsNobodyForThePod()
    {
        await CreateNodesAsync(1);
        await _api.Client.CreateAsync(Build.Pod("a", node: "node-0"), null, default);
        await DrainAsync();
        _rings.Clear();
        var status = new JsonObject { ["status"] = new JsonObject { ["phase"] = "Succeeded" } };
        await _api.Client.PatchAsync<Pod>("default", "a", new PatchBody(PatchBody.MergePatch, status, "agent"), "status", default);
        await DrainAsync();
        Assert.DoesNotContain(_rings, ring => ring.Stream == "pods");
    }

    [Fact]
    public async Task HandleAsync_OneItemFails_IsReturnedAndTheOthersAreDone()
    {
        _work.Client.Refuse = value => value.Metadata.OwnerReferences?[0].Name == "bad" ? throw new IOException("injected") : null;
        await _api.Client.CreateAsync(Labelled("bad"), null, default);
        await _api.Client.CreateAsync(Labelled("good"), null, default);
        var items = _queue.Take(100);

        var failed = Assert.Single(await _work.Engine.HandleAsync(items, default));

        Assert.Equal((new WorkItem("replicaset-controller", new ObjectKey("default", "bad")), "injected"), (failed.Item, failed.Reason.Message));
        Assert.Equal("good", Assert.Single(await _api.ListAsync<Pod>()).Metadata.OwnerReferences![0].Name);
        _work.Client.Refuse = static _ => null;
        Assert.Empty(await _work.Engine.HandleAsync([failed.Item], default));
        Assert.Equal(2, (await _api.ListAsync<Pod>()).Count);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("2-1")]
    [InlineData("x-y")]
    public async Task HandleAsync_MalformedDoorbell_IsReturned(string range)
    {
        var item = new WorkItem("$changes", new ObjectKey("pods", range));
        Assert.Equal(item, Assert.Single(await _work.Engine.HandleAsync([item], default)).Item);
    }

    [Fact]
    public async Task HandleAsync_UnknownStreamsAndControllers_AreIgnored()
    {
        WorkItem[] items = [TriggeredEngine.Changes("gone", 1, 2), TriggeredEngine.Changes("pods", 5, 9), new("gone-controller", new ObjectKey("a", "b"))];
        Assert.Empty(await _work.Engine.HandleAsync(items, default));
    }

    [Fact]
    public async Task HandleAsync_ChangesAreTrimmed_LooksAtEverything()
    {
        await _api.Client.CreateAsync(Build.ReplicaSet("web", 2), null, default);
        var set = await _log.ReadAsync("apps/replicasets", 0, 1, default);
        await _log.WriteStateAsync("apps/replicasets", new LogState(1, set.Records), default);
        await _log.TrimAsync("apps/replicasets", DateTimeOffset.MaxValue, default);

        await DrainAsync();

        Assert.Equal(2, (await _api.ListAsync<Pod>()).Count);
    }

    [Fact]
    public async Task ResyncAsync_DoorbellLost_IsFoundAndOldEventsGo()
    {
        _queue.Percent = (100, 0);
        await _api.Client.CreateAsync(Build.ReplicaSet("web", 2), null, default);
        await _work.Engine.ResyncAsync(default);
        Assert.Equal(2, (await _api.ListAsync<Pod>()).Count);
        Assert.NotEmpty(await _api.ListAsync<Event>());

        _time.Advance(TimeSpan.FromHours(2));
        await _work.Engine.ResyncAsync(default);

        Assert.DoesNotContain(await _api.ListAsync<Event>(), told => told.Reason == "SuccessfulCreate");
    }

    [Fact]
    public async Task HandleAsync_NothingChanged_AsksForNothingAndOpensOnlyWhatIsRead()
    {
        await _work.Engine.HandleAsync([new WorkItem("node-controller", new ObjectKey("", "none"))], default);
        Assert.Equal(0, _queue.Added);
    }

    [Fact]
    public async Task HandleAsync_PodFitsNowhere_IsPlacedWhenANodeComes()
    {
        await _api.Client.CreateAsync(Build.Pod("web", phase: "Pending") with { Status = null }, null, default);
        await DrainAsync();
        Assert.Equal("Unschedulable", PodProgress.Condition((await _api.ListAsync<Pod>())[0], "PodScheduled")?.Reason);

        await CreateNodesAsync(1);
        await DrainAsync();
        _time.Advance(TimeSpan.FromSeconds(5));
        await DrainAsync();

        Assert.Equal("node-0", (await _api.ListAsync<Pod>())[0].Spec!.NodeName);
    }

    [Theory]
    [InlineData("pods", true)]
    [InlineData("apps/deployments", true)]
    [InlineData("events", false)]
    [InlineData("coordination.k8s.io/leases", false)]
    [InlineData("nothing", false)]
    public void Wakes_Stream_TellsWhetherDoorbellsAreNeeded(string stream, bool wakes) => Assert.Equal(wakes, _work.Engine.Wakes(stream));

    [Fact]
    public async Task HandleAsync_DeploymentCreatedElsewhere_ItsPodsAreCreatedAndBound()
    {
        await CreateNodesAsync(2);
        await _api.Client.CreateAsync(Build.Deployment("web", 6), null, default);

        await DrainAsync();

        Assert.Equal(6, (await _api.ListAsync<Pod>()).Count(pod => pod.Spec!.NodeName is { Length: > 0 }));
        Assert.Single(await _api.ListAsync<ReplicaSet>());
        Assert.Equal(6, (await _api.ListAsync<Event>()).Count(told => told.Reason == "Scheduled"));
        Assert.Empty(_work.Faults);
    }

    private static ReplicaSet Labelled(string name)
    {
        var set = Build.ReplicaSet(name, 1);
        var selector = new LabelSelector { MatchLabels = Build.Labels("app=" + name) };
        return set with { Spec = set.Spec! with { Selector = selector, Template = Build.Template("web:1", "app=" + name) } };
    }

    private async Task CreateNodesAsync(int count)
    {
        for (var i = 0; i < count; i++)
        {
            var resources = new Dictionary<string, Quantity> { ["cpu"] = Quantity.Parse("4"), ["memory"] = Quantity.Parse("8Gi"), ["pods"] = Quantity.Parse("110") };
            var node = Build.Node($"node-{i}");
            await _api.Client.CreateAsync(node with { Status = node.Status! with { Allocatable = resources, Capacity = resources } }, null, default);
        }
    }

    private async Task DrainAsync()
    {
        for (var round = 0; _queue.Take(20) is { Count: > 0 } items; round++)
        {
            Assert.InRange(round, 0, 200);
            Assert.Empty(await _work.Engine.HandleAsync(items, default));
        }
    }
}
