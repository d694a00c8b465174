using System.Runtime.CompilerServices;
using CloudOrchestrator.Client;
using CloudOrchestrator.Kinds.Coordination.Leases;
using CloudOrchestrator.Kinds.Core.Nodes;
using CloudOrchestrator.NodeAgent.Nodes;
using CloudOrchestrator.NodeAgent.Runtime;
using CloudOrchestrator.NodeAgent.Simulated;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Objects.Meta;
using CloudOrchestrator.Testing;
using CloudOrchestrator.Testing.Stores;
using Microsoft.Extensions.Logging.Abstractions;

namespace CloudOrchestrator.NodeAgent.Tests.Nodes;

public sealed class NodeReporterTests : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly NodeReportOptions Options = new()
    {
        Name = "node-1",
        Address = "10.0.0.1",
        AgentPort = 10250,
        ProviderId = "azure:///subscriptions/s",
        ReportInterval = TimeSpan.FromMinutes(30),
    };

    private readonly ManualTimeProvider _time = new();
    private readonly CountingClient _client;
    private readonly Informer<Node> _nodes;
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _running = [];

    public NodeReporterTests()
    {
        _client = new CountingClient(new MemoryObjectClient(_time, new SeededIds(1)));
        _nodes = new Informer<Node>(_client, null, new ListQuery(), _time);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    [Fact]
    public async Task RunAsync_FollowsItsNode_ReadsNothingFromTheApiWhileNothingChanges()
    {
        await ReadyAsync([]);
        Assert.Equal("azure:///subscriptions/s", (await NodeAsync()).Spec!.ProviderID);
        var before = _client.Calls;
        await PassAsync(TimeSpan.FromMinutes(25));
        Assert.Equal(before, _client.Calls);
        await PassAsync(TimeSpan.FromMinutes(6));
        Assert.Equal(before + 1, _client.Calls);
    }

    [Fact]
    public async Task RunAsync_FollowsItsNode_CorrectsWhatOthersMadeOfIt()
    {
        await ReadyAsync([]);
        var node = await NodeAsync();
        var silenced = node.Status! with { Conditions = [.. node.Status.Conditions!.Select(condition => condition with { Status = "Unknown" })] };
        await _client.UpdateAsync(node with { Status = silenced }, "status", default);
        await UntilAsync(() => _nodes.Items.Values.Single().Status!.Conditions!.All(condition => condition.Status == "Unknown"));
        await PassAsync(TimeSpan.FromSeconds(10));
        await UntilAsync(() => _nodes.Items.Values.Single().Status!.Conditions!.Single(condition => condition.Type == "Ready").Status == "True");
    }

    [Fact]
    public async Task RunAsync_NodeDeleted_IsRegisteredAgain()
    {
        await ReadyAsync([]);
        await UntilAsync(() => _nodes.Items.Count == 1);
        await PassAsync(TimeSpan.FromSeconds(5));
        await _client.DeleteAsync<Node>("", "node-1", new DeleteOptions(), default);
        await UntilAsync(() => _nodes.Items.Count == 0);
        await PassAsync(TimeSpan.FromSeconds(5));
        await UntilAsync(() => _nodes.Items.Count == 1);
    }

    [Fact]
    public async Task RunAsync_ApiSilent_HeartbeatsGoOn()
    {
        var heartbeat = new CountedHeartbeat();
        await ReadyAsync([heartbeat, new LeaseHeartbeat("node-1", () => null, _client, () => TimeSpan.FromMinutes(5), _time)]);
        await UntilAsync(() => _client.Inner.All<Lease>().Count == 1);
        _client.Answers = new TaskCompletionSource();
        var before = heartbeat.Count;
        await PassAsync(TimeSpan.FromMinutes(10));
        Assert.InRange(heartbeat.Count - before, 59, 61);
    }

    [Fact]
    public async Task RunAsync_HeartbeatFails_IsTriedAgainAndReportsGoOn()
    {
        var heartbeat = new CountedHeartbeat { Failure = new HttpRequestException("no route") };
        await ReadyAsync([heartbeat]);
        var before = heartbeat.Count;
        await PassAsync(TimeSpan.FromMinutes(1));
        Assert.InRange(heartbeat.Count - before, 5, 7);
    }

    [Fact]
    public async Task LeaseHeartbeat_RarelyRenewed_LastsFourIntervals()
    {
        var lease = new LeaseHeartbeat("node-1", () => "uid-1", _client, () => TimeSpan.FromMinutes(5), _time);
        await lease.BeatAsync(default);
        _time.Advance(TimeSpan.FromMinutes(5));
        await lease.BeatAsync(default);
        var found = Assert.Single(_client.Inner.All<Lease>());
        Assert.Equal(("node-1", 1200, _time.GetUtcNow()), (found.Spec!.HolderIdentity, found.Spec.LeaseDurationSeconds, found.Spec.RenewTime));
        Assert.Equal("uid-1", Assert.Single(found.Metadata.OwnerReferences!).Uid);
    }

    private async Task ReadyAsync(IReadOnlyList<INodeHeartbeat> heartbeats)
    {
        var runtime = new PretendContainerRuntime(new PretendRuntimeOptions(), _time, new SeededIds(2));
        var reporter = new NodeReporter(Options, new PretendMachine("node-1", 4, 8L << 30, _time), runtime, () => null, heartbeats, _nodes, _client, _time,
            NullLogger<NodeReporter>.Instance);
        _running.Add(_nodes.RunAsync(_stop.Token));
        await _nodes.SyncedAsync(default).WaitAsync(Patience);
        _running.Add(reporter.RunAsync(_stop.Token));
        await reporter.ReadyAsync(default).WaitAsync(Patience);
        await UntilAsync(() => _nodes.Items.Values.Any(node => node.Status?.Conditions is { Count: > 0 }));
    }

    private async Task<Node> NodeAsync() => (await _client.Inner.GetAsync<Node>("", "node-1", default)).Require();

    /// <summary>Moves the clock by a second at a time, and lets what that started run on: it only waits for the clock.</summary>
    private async Task PassAsync(TimeSpan time)
    {
        for (var second = 0; second < time.TotalSeconds; second++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            for (var turn = 0; turn < 20; turn++)
                await Task.Yield();
        }
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        var patience = System.Diagnostics.Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(patience.Elapsed < Patience);
            await Task.Yield();
        }
    }

    private sealed class CountedHeartbeat : INodeHeartbeat
    {
        public Exception? Failure { get; init; }

        public int Count { get; private set; }

        public TimeSpan Interval => TimeSpan.FromSeconds(10);

        public Task BeatAsync(CancellationToken cancellationToken)
        {
            Count++;
            return Failure is null ? Task.CompletedTask : Task.FromException(Failure);
        }
    }

    /// <summary>Counts reads and writes, and answers nothing while told so. Watches go past it.</summary>
    private sealed class CountingClient(MemoryObjectClient inner) : IObjectClient
    {
        private int _calls;

        public MemoryObjectClient Inner => inner;

        public int Calls => Volatile.Read(ref _calls);

        public TaskCompletionSource? Answers { get; set; }

        public Task<ResultOf<T>> GetAsync<T>(string @namespace, string name, CancellationToken cancellationToken)
            where T : class, IKubernetesObject => CountAsync(() => inner.GetAsync<T>(@namespace, name, cancellationToken), cancellationToken);

        public Task<ResultOf<ObjectList<T>>> ListAsync<T>(string? @namespace, ListQuery query, CancellationToken cancellationToken)
            where T : class, IKubernetesObject => inner.ListAsync<T>(@namespace, query, cancellationToken);

        public async IAsyncEnumerable<ObjectChange<T>> WatchAsync<T>(
            string? @namespace, ListQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
            where T : class, IKubernetesObject
        {
            await foreach (var change in inner.WatchAsync<T>(@namespace, query, cancellationToken))
                yield return change;
        }

        public Task<ResultOf<T>> CreateAsync<T>(T value, OwnerGuard? guard, CancellationToken cancellationToken)
            where T : class, IKubernetesObject => CountAsync(() => inner.CreateAsync(value, guard, cancellationToken), cancellationToken);

        public Task<ResultOf<T>> UpdateAsync<T>(T value, string? subresource, OwnerGuard? guard, CancellationToken cancellationToken)
            where T : class, IKubernetesObject => CountAsync(() => inner.UpdateAsync(value, subresource, guard, cancellationToken), cancellationToken);

        public Task<ResultOf<T>> PatchAsync<T>(string @namespace, string name, PatchBody patch, string? subresource, CancellationToken cancellationToken)
            where T : class, IKubernetesObject => CountAsync(() => inner.PatchAsync<T>(@namespace, name, patch, subresource, cancellationToken), cancellationToken);

        public Task<ResultOf<ApiStatus>> DeleteAsync<T>(string @namespace, string name, DeleteOptions options, CancellationToken cancellationToken)
            where T : class, IKubernetesObject => CountAsync(() => inner.DeleteAsync<T>(@namespace, name, options, cancellationToken), cancellationToken);

        public Task<ResultOf<TBody>> PostAsync<T, TBody>(
            string @namespace, string name, string subresource, TBody body, OwnerGuard? guard, CancellationToken cancellationToken)
            where T : class, IKubernetesObject
            where TBody : class => throw new NotSupportedException();

        private async Task<TResult> CountAsync<TResult>(Func<Task<TResult>> call, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _calls);
            if (Answers is { } answers)
                await answers.Task.WaitAsync(cancellationToken);
            return await call();
        }
    }
}
