using CloudOrchestrator.Kinds.Core.Nodes;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Storage;
using CloudOrchestrator.Testing;
using CloudOrchestrator.Testing.Reconciling;

namespace CloudOrchestrator.Controllers.Tests.Triggered;

public sealed class HeartbeatTests : IAsyncLifetime, INodeHeartbeats
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(500);

    private readonly ManualTimeProvider _time = new();
    private readonly MemoryLog _log;
    private readonly ShakyQueue _queue;
    private readonly Dictionary<string, DateTimeOffset> _heard = [];
    private readonly HashSet<string> _dead = [];
    private Instance _work = null!;
    private int _looks;

    public HeartbeatTests()
    {
        _log = new MemoryLog(_time);
        _queue = new ShakyQueue(_time, 1);
    }

    public Task InitializeAsync()
    {
        _work = NewInstance(1);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await _work.DisposeAsync();

    public Task<IReadOnlyDictionary<string, TimeSpan>> AgesAsync(CancellationToken cancellationToken)
    {
        _looks++;
        return Task.FromResult<IReadOnlyDictionary<string, TimeSpan>>(_heard.ToDictionary(entry => entry.Key, entry => _time.GetUtcNow() - entry.Value));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(11)]
    [InlineData(19)]
    public async Task HandleAsync_NodeFallsSilent_IsNoticedWithinHalfAMinute(int secondsUntilDeath)
    {
        await CreateNodesAsync(5);
        await RunAsync(TimeSpan.FromSeconds(60 + secondsUntilDeath), static () => false);
        _dead.Add("node-0");
        var died = _time.GetUtcNow();

        await RunAsync(TimeSpan.FromSeconds(40), () => IsTainted("node-0"));

        Assert.InRange(_time.GetUtcNow() - died, TimeSpan.FromSeconds(9), TimeSpan.FromSeconds(31));
        Assert.All(["node-1", "node-2", "node-3", "node-4"], name => Assert.False(IsTainted(name)));
    }

    [Fact]
    public async Task HandleAsync_AllNodesLive_FewLooksServeThemAll()
    {
        await CreateNodesAsync(60);
        await RunAsync(TimeSpan.FromSeconds(30), static () => false);
        _looks = 0;

        await RunAsync(TimeSpan.FromMinutes(10), static () => false);

        Assert.InRange(_looks, 29, 32);
    }

    [Fact]
    public async Task HandleAsync_SeveralProcessesHaveBegunLooking_LooksFallTogether()
    {
        await CreateNodesAsync(3);
        for (var i = 0; i < 6; i++)
        {
            await RunAsync(TimeSpan.FromSeconds(7), static () => false);
            await _work.DisposeAsync();
            _work = NewInstance(10 + i);
            await _work.Engine.ResyncAsync(default);
        }

        await RunAsync(TimeSpan.FromSeconds(30), static () => false);
        _looks = 0;
        await RunAsync(TimeSpan.FromMinutes(5), static () => false);

        Assert.InRange(_looks, 14, 17);
    }

    [Fact]
    public async Task HandleAsync_NobodyLives_LooksEnd()
    {
        await CreateNodesAsync(2);
        await RunAsync(TimeSpan.FromSeconds(30), static () => false);
        _dead.UnionWith(["node-0", "node-1"]);
        await RunAsync(TimeSpan.FromSeconds(120), static () => false);
        _looks = 0;

        await RunAsync(TimeSpan.FromMinutes(5), static () => false);

        Assert.Equal(0, _looks);
        Assert.Null(_queue.NextDue);
    }

    private bool IsTainted(string name) => _work.ListAsync<Node>().GetAwaiter().GetResult()
        .Single(node => node.Metadata.Name == name).Spec?.Taints?.Any(taint => taint.Key == "node.kubernetes.io/unreachable") == true;

    private async Task CreateNodesAsync(int count)
    {
        for (var i = 0; i < count; i++)
        {
            _heard[$"node-{i}"] = _time.GetUtcNow() - TimeSpan.FromSeconds(i % 10);
            await _work.Client.CreateAsync(Build.Node($"node-{i}"), null, default);
        }
    }

    // Agents give a sign every ten seconds, each at its own time.
    private async Task RunAsync(TimeSpan length, Func<bool> ends)
    {
        for (var end = _time.GetUtcNow() + length; _time.GetUtcNow() < end && !ends(); _time.Advance(Step))
        {
            foreach (var (node, heard) in _heard.ToArray())
            {
                if (!_dead.Contains(node) && _time.GetUtcNow() - heard >= TimeSpan.FromSeconds(10))
                    _heard[node] = _time.GetUtcNow();
            }

            while (_queue.Take(50) is { Count: > 0 } items)
                Assert.Empty(await _work.Engine.HandleAsync(items, default));
        }
    }

    private Instance NewInstance(int seed) => new(_log, _queue, _time, seed, new TriggeredEngineOptions { Heartbeats = this });
}
