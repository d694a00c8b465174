using System.Text.Json.Nodes;
using CloudOrchestrator.Client;
using CloudOrchestrator.Kinds.Coordination.Leases;
using CloudOrchestrator.Kinds.Core.Nodes;
using CloudOrchestrator.Kinds.Core.Pods;
using CloudOrchestrator.NodeAgent.Simulated;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Objects.Meta;
using CloudOrchestrator.Testing;
using CloudOrchestrator.Testing.Stores;
using Microsoft.Extensions.Logging.Abstractions;

namespace CloudOrchestrator.NodeAgent.Tests.Simulated;

public sealed class PretendCrowdTests : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ManualTimeProvider _time = new();
    private readonly MemoryObjectClient _client;
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    public PretendCrowdTests() => _client = new MemoryObjectClient(_time, new SeededIds(1));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    [Fact]
    public async Task RunAsync_Started_AllNodesAreReadyAndHoldLeases()
    {
        Start();
        for (var number = 1; number <= 3; number++)
        {
            await SeenAsync<Node>($"simulated-{number}", node => node?.Status?.Conditions?.Any(condition => condition is { Type: "Ready", Status: "True" }) == true);
            await SeenAsync<Lease>($"simulated-{number}", lease => lease?.Spec?.HolderIdentity == $"simulated-{number}");
        }
    }

    [Fact]
    public async Task RunAsync_TimePasses_LeasesAreRenewed()
    {
        Start();
        await SeenAsync<Lease>("simulated-2", lease => lease is not null);
        var first = _time.GetUtcNow();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        var passing = PassAsync(stop.Token);
        await SeenAsync<Lease>("simulated-2", lease => lease?.Spec?.RenewTime > first);
        await stop.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => passing);
    }

    [Fact]
    public async Task RunAsync_PodBound_RunsWithAddressUntilDeleted()
    {
        Start();
        await BindAsync("web", "simulated-2");
        var pod = await SeenAsync<Pod>("web", IsReady);
        Assert.Equal("Running", pod!.Status!.Phase);
        Assert.NotEmpty(pod.Status.PodIP!);
        Assert.All(pod.Status.ContainerStatuses!, status => Assert.True(status.Ready));
        await _client.DeleteAsync<Pod>("default", "web", new DeleteOptions(), _stop.Token);
        await SeenAsync<Pod>("web", found => found is null);
    }

    [Fact]
    public async Task RunAsync_PodsOnOneNode_HaveDifferentAddresses()
    {
        Start();
        await BindAsync("one", "simulated-1");
        await BindAsync("two", "simulated-1");
        var one = await SeenAsync<Pod>("one", IsReady);
        var two = await SeenAsync<Pod>("two", IsReady);
        Assert.NotEqual(one!.Status!.PodIP, two!.Status!.PodIP);
    }

    [Fact]
    public async Task RunAsync_NodeDeadForAWhile_ItsPodRunsOnlyAfterwards()
    {
        await _client.CreateAsync(new Node { ApiVersion = "v1", Kind = "Node", Metadata = new ObjectMeta { Name = "simulated-3" } }, null, _stop.Token);
        await AnnotateAsync("");
        Start();
        await BindAsync("there", "simulated-3");
        await BindAsync("elsewhere", "simulated-1");
        await SeenAsync<Pod>("elsewhere", IsReady);
        Assert.Null((await _client.GetAsync<Pod>("default", "there", _stop.Token)).Require().Status);
        await AnnotateAsync(null);
        await SeenAsync<Pod>("there", IsReady);
    }

    private void Start()
    {
        var options = new CrowdOptions { Count = 3, Address = "127.0.0.1", ConcurrentRequests = 2 };
        _running = new PretendCrowd(options, _client, _time, NullLogger<PretendCrowd>.Instance).RunAsync(_ => { }, _stop.Token);
    }

    private static bool IsReady(Pod? pod) => pod?.Status?.Conditions?.Any(condition => condition is { Type: "Ready", Status: "True" }) == true;

    private async Task PassAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _time.Advance(TimeSpan.FromMilliseconds(250));
            await Task.Yield();
        }
    }

    private async Task AnnotateAsync(string? value)
    {
        var changes = new JsonObject { ["metadata"] = new JsonObject { ["annotations"] = new JsonObject { [PretendCrowd.DeadAnnotation] = value } } };
        await _client.PatchAsync<Node>("", "simulated-3", new PatchBody(PatchBody.MergePatch, changes, "test"), null, _stop.Token);
    }

    private async Task BindAsync(string name, string node)
    {
        var pod = new Pod
        {
            ApiVersion = "v1",
            Kind = "Pod",
            Metadata = new ObjectMeta { Namespace = "default", Name = name },
            Spec = new PodSpec { NodeName = node, Containers = [new Container { Name = "c", Image = "pause" }] },
        };
        (await _client.CreateAsync(pod, null, _stop.Token)).Require();
    }

    // The object once it is as wanted; the watch tells of every change after the revision of the list.
    private async Task<T?> SeenAsync<T>(string name, Func<T?, bool> wanted)
        where T : class, IKubernetesObject
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        patience.CancelAfter(Patience);
        var list = (await _client.ListAsync<T>(null, new ListQuery(), patience.Token)).Require();
        var now = list.Items.FirstOrDefault(item => item.Metadata.Name == name);
        if (wanted(now))
            return now;
        await foreach (var change in _client.WatchAsync<T>(null, new ListQuery { ResourceVersion = list.ResourceVersion }, patience.Token))
        {
            now = change.Type == "DELETED" ? null : change.Value;
            if (change.Value.Metadata.Name == name && wanted(now))
                return now;
        }

        throw new InvalidOperationException("the watch ended");
    }
}
