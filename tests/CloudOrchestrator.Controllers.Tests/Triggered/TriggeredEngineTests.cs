using CloudOrchestrator.Kinds.Apps.Deployments;
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

public sealed class TriggeredEngineTests : IAsyncLifetime
{
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
        _work = new Instance(_log, _queue, _time, 2);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await _api.DisposeAsync();
        await _work.DisposeAsync();
    }

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
