using CloudOrchestrator.Client;
using CloudOrchestrator.Kinds.Core.Nodes;
using CloudOrchestrator.Kinds.Core.Pods;
using CloudOrchestrator.NodeAgent.Maintenance;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Objects.Meta;
using CloudOrchestrator.Testing.Agents;
using CloudOrchestrator.Testing.Stores;

namespace CloudOrchestrator.NodeHost.Tests.Azure;

/// <summary>What the node makes of the metadata service's announcements.</summary>
public sealed class ScheduledEventsTests : IAsyncDisposable
{
    private readonly ManualTimeProvider _time = new();
    private readonly FakeImds _imds = new();
    private readonly MemoryObjectClient _client;
    private readonly Informer<Pod> _pods;
    private readonly RecordedEvents _events = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _running = [];

    public ScheduledEventsTests()
    {
        _client = new MemoryObjectClient(_time, new SeededIds(1));
        _pods = new Informer<Pod>(_client, null, new ListQuery { FieldSelector = "spec.nodeName=node-1" }, _time);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    [Fact]
    public async Task Preempt_Announced_CordonsEvictsInTimeAndAllows()
    {
        await StartAsync(new Node { Metadata = new ObjectMeta { Name = "node-1" } });
        await PodAsync("web", graceSeconds: 120);
        await PodAsync("agent", graceSeconds: 30, owner: "DaemonSet");
        _imds.Announce("e1", "Preempt", _time.GetUtcNow().AddSeconds(40), "nodes_7");
        await UntilAsync(() => Deleting("web"), seconds: 12);
        var node = await NodeAsync();
        Assert.True(node.Spec!.Unschedulable);
        Assert.Equal((NodeCordon.TaintKey, "NoSchedule"), node.Spec.Taints!.Select(taint => (taint.Key, taint.Effect)).Single());
        var grace = (await PodAsync("web")).Metadata.DeletionGracePeriodSeconds;
        Assert.InRange(grace!.Value, 25, 38);
        Assert.False(Deleting("agent"));
        Assert.Empty(_imds.Started);
        await _client.DeleteAsync<Pod>("default", "web", new DeleteOptions { GracePeriodSeconds = 0 }, default);
        await Eventually.TrueAsync(() => _pods.Items.Count == 1);
        await UntilAsync(() => _imds.Started.Count > 0, seconds: 12);
        Assert.Equal(["e1"], _imds.Started);
        Assert.Contains(_events.All, entry => entry.Message.StartsWith("Preempt", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Budget_Forbids_IsAskedAgainUntilItAllows()
    {
        await StartAsync(new Node { Metadata = new ObjectMeta { Name = "node-1" } });
        await PodAsync("web", graceSeconds: 1);
        var asked = 0;
        _client.RefuseEviction = _ => ++asked < 3 ? ApiStatuses.TooManyRequests("Cannot evict pod as it would violate the pod's disruption budget.", 10) : null;
        _imds.Announce("e1", "Redeploy", _time.GetUtcNow().AddMinutes(10), "nodes_7");
        await UntilAsync(() => Deleting("web"), seconds: 40);
        Assert.Equal(3, asked);
        Assert.Empty(_imds.Started);
    }

    [Theory]
    [InlineData("Freeze")]
    [InlineData("Reboot")]
    public async Task Event_IsOver_PodsMayComeAgain(string type)
    {
        await StartAsync(new Node { Metadata = new ObjectMeta { Name = "node-1" } });
        _imds.Announce("e1", type, _time.GetUtcNow().AddMinutes(10), "nodes_7");
        await UntilAsync(() => _imds.Started.Count == 1, seconds: 30);
        _imds.Begin("e1");
        await PassAsync(20);
        Assert.True((await NodeAsync()).Spec!.Unschedulable);
        _imds.End("e1");
        await UntilAsync(() => _client.All<Node>().Single().Spec!.Unschedulable is null, seconds: 15);
        var node = await NodeAsync();
        Assert.Empty(node.Spec!.Taints!);
        Assert.Empty(node.Metadata.Annotations!);
        _imds.Announce("e2", type, _time.GetUtcNow().AddMinutes(10), "nodes_7");
        await UntilAsync(() => _imds.Started.Count == 2, seconds: 30);
    }

    [Fact]
    public async Task Preempt_Withdrawn_UncordonsOnlyAfterAWhile()
    {
        await StartAsync(new Node { Metadata = new ObjectMeta { Name = "node-1" } });
        _imds.Announce("e1", "Preempt", _time.GetUtcNow().AddMinutes(10), "nodes_7");
        await UntilAsync(() => _imds.Started.Count == 1, seconds: 30);
        _imds.End("e1");
        await PassAsync(60);
        Assert.True((await NodeAsync()).Spec!.Unschedulable);
        await UntilAsync(() => _client.All<Node>().Single().Spec!.Unschedulable is null, seconds: 90);
    }

    [Fact]
    public async Task Node_CordonedBySomebody_StaysCordonedAfterwards()
    {
        await StartAsync(new Node { Metadata = new ObjectMeta { Name = "node-1" }, Spec = new NodeSpec { Unschedulable = true } });
        _imds.Announce("e1", "Freeze", _time.GetUtcNow().AddMinutes(10), "nodes_7");
        await UntilAsync(() => _imds.Started.Count == 1, seconds: 30);
        _imds.End("e1");
        await UntilAsync(() => _client.All<Node>().Single().Spec!.Taints!.Count == 0, seconds: 15);
        Assert.True((await NodeAsync()).Spec!.Unschedulable);
    }

    [Fact]
    public async Task Agent_StartsAfterTheEvent_Uncordons()
    {
        var spec = new NodeSpec { Unschedulable = true, Taints = [new Taint { Key = NodeCordon.TaintKey, Effect = "NoSchedule" }] };
        var annotations = new Dictionary<string, string> { ["cloudorchestrator.io/cordoned-by"] = "scheduled-event" };
        await StartAsync(new Node { Metadata = new ObjectMeta { Name = "node-1", Annotations = annotations }, Spec = spec });
        await UntilAsync(() => _client.All<Node>().Single().Spec!.Unschedulable is null, seconds: 5);
    }

    [Fact]
    public async Task Event_OfAnotherMachine_ChangesNothing()
    {
        await StartAsync(new Node { Metadata = new ObjectMeta { Name = "node-1" } });
        _imds.Announce("e1", "Reboot", _time.GetUtcNow().AddMinutes(10), "nodes_8");
        await PassAsync(60);
        Assert.Null((await NodeAsync()).Spec?.Unschedulable);
        Assert.Empty(_imds.Started);
    }

    [Fact]
    public async Task Event_OfSeveralMachines_IsPreparedForButNotAllowedForTheOthers()
    {
        await StartAsync(new Node { Metadata = new ObjectMeta { Name = "node-1" } });
        _imds.Announce("e1", "Reboot", _time.GetUtcNow().AddMinutes(10), "nodes_7", "nodes_8");
        await PassAsync(60);
        Assert.True((await NodeAsync()).Spec!.Unschedulable);
        Assert.Empty(_imds.Started);
    }

    [Fact]
    public async Task Service_Fails_IsAskedAgain()
    {
        await StartAsync(new Node { Metadata = new ObjectMeta { Name = "node-1" } });
        _imds.Fail(HttpStatusCode.InternalServerError, HttpStatusCode.Gone);
        _imds.Announce("e1", "Reboot", _time.GetUtcNow().AddMinutes(10), "nodes_7");
        await UntilAsync(() => _imds.Started.Count == 1, seconds: 60);
    }

    private async Task StartAsync(Node node)
    {
        await _client.CreateAsync(node, null, default);
        _running.Add(_pods.RunAsync(_stop.Token));
        await _pods.SyncedAsync(default).WaitAsync(Eventually.Patience);
        var watch = new MaintenanceWatch(new ScheduledEvents(_imds.Client(_time), "nodes_7"), new NodeCordon("node-1", _client),
            new NodeDrain(_pods, _client, _time, NullLogger.Instance), _events, _time, NullLogger.Instance);
        _running.Add(watch.RunAsync(_stop.Token));
        await Eventually.TrueAsync(() => _imds.Server.Requests.Count > 0);
    }

    private async Task PodAsync(string name, int graceSeconds, string owner = "ReplicaSet")
    {
        var pod = new Pod
        {
            Kind = "Pod",
            ApiVersion = "v1",
            Metadata = new ObjectMeta
            {
                Name = name,
                Namespace = "default",
                OwnerReferences = [new OwnerReference { ApiVersion = "apps/v1", Kind = owner, Name = "o", Uid = "u", Controller = true }],
            },
            Spec = new PodSpec { NodeName = "node-1", TerminationGracePeriodSeconds = graceSeconds },
        };
        await _client.CreateAsync(pod, null, default);
        await Eventually.TrueAsync(() => _pods.Items.ContainsKey(new ObjectKey("default", name)));
    }

    private bool Deleting(string name) => _client.All<Pod>().Single(pod => pod.Metadata.Name == name).Metadata.DeletionTimestamp is not null;

    private async Task<Pod> PodAsync(string name) => (await _client.GetAsync<Pod>("default", name, default)).Require();

    private async Task<Node> NodeAsync() => (await _client.GetAsync<Node>("", "node-1", default)).Require();

    private Task PassAsync(int seconds) => _time.PassAsync(
        TimeSpan.FromSeconds(seconds), TimeSpan.FromSeconds(1), () => _time.UntilNextTimer <= TimeSpan.FromSeconds(10));

    private async Task UntilAsync(Func<bool> condition, int seconds)
    {
        for (var second = 0; second < seconds && !condition(); second++)
            await PassAsync(1);
        Assert.True(condition(), $"it has not happened within {seconds} s");
    }
}
