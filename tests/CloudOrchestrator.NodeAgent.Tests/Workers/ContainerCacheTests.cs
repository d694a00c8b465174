using CloudOrchestrator.NodeAgent.Runtime;
using CloudOrchestrator.NodeAgent.Simulated;
using CloudOrchestrator.NodeAgent.Workers;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace CloudOrchestrator.NodeAgent.Tests.Workers;

public sealed class ContainerCacheTests : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private static readonly string NoContainer = new('0', 64);

    private readonly CancellationTokenSource _stop = new();
    private readonly ManualTimeProvider _time = new();
    private readonly PretendContainerRuntime _engine;
    private readonly HangingRuntime _runtime;
    private readonly ContainerCache _cache;
    private Task _running = Task.CompletedTask;

    public ContainerCacheTests()
    {
        _engine = new PretendContainerRuntime(new PretendRuntimeOptions(), _time, new RandomIdSource());
        _runtime = new HangingRuntime(_engine);
        _cache = new ContainerCache(_runtime, new TerminationMessages(_runtime), _time, NullLogger<ContainerCache>.Instance);
    }

    public Task InitializeAsync() => _engine.EnsureSandboxImageAsync("pause", default);

    public async Task DisposeAsync()
    {
        await _stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _running.WaitAsync(Limit));
        _stop.Dispose();
    }

    [Fact]
    public async Task RunAsync_OneInspectionHangs_OthersAreRead()
    {
        await StartAsync();
        _runtime.Hang("first");
        var first = await SandboxAsync("first");
        var second = await SandboxAsync("second");

        await UntilAsync(() => _cache.Find(second) is not null);

        Assert.Null(_cache.Find(first));
        Assert.Null(_cache.Trouble);
    }

    [Fact]
    public async Task RunAsync_InspectionFailed_PodIsNotReadUntilItSucceeds()
    {
        await StartAsync();
        _runtime.Hang("web");
        var asked = _runtime.AskedAsync("web");
        var id = await SandboxAsync("web");
        await asked.WaitAsync(Limit);

        _runtime.Free("web", new RuntimeException(RuntimeFailure.TimedOut, "no answer"));
        await UntilAsync(() => !_cache.IsRead("web"));

        Assert.True(_cache.IsRead("other"));
        Assert.Null(_cache.Trouble);
        Assert.Equal(id, Assert.Single(_cache.Unread).Id);
        await AdvanceUntilAsync(() => _cache.IsRead("web"), TimeSpan.FromSeconds(1));
        Assert.NotNull(_cache.Find(id));
    }

    [Fact]
    public async Task RunAsync_ListedContainerHangsAtStart_SyncsWithoutItAfterAWhile()
    {
        _runtime.Hang("hanging");
        await SandboxAsync("hanging");
        var other = await SandboxAsync("other");
        _running = _cache.RunAsync(_stop.Token);
        var synced = _cache.SyncedAsync(default);
        await UntilAsync(() => _cache.Find(other) is not null);
        Assert.False(synced.IsCompleted);

        await AdvanceUntilAsync(() => synced.IsCompleted, ContainerCache.Patience);

        Assert.False(_cache.IsRead("hanging"));
        Assert.Contains("hanging", _cache.PodUids());
        Assert.Equal(RuntimeContainerState.Running, Assert.Single(_cache.Unread).State);
        _runtime.Free("hanging");
        await UntilAsync(() => _cache.IsRead("hanging"));
    }

    [Fact]
    public async Task RunAsync_RemovedWhileItsInspectionHangs_StaysForgotten()
    {
        await StartAsync();
        var id = await SandboxAsync("web");
        await UntilAsync(() => _cache.Find(id) is { Container.State: RuntimeContainerState.Running });
        _runtime.Hang("web");
        var asked = _runtime.AskedAsync("web");
        var refreshing = _cache.RefreshAsync(id, default);
        await asked.WaitAsync(Limit);

        await _engine.RemoveAsync(id, default);
        await UntilAsync(() => _cache.Find(id) is null);
        _runtime.Free("web");
        await refreshing.WaitAsync(Limit);

        Assert.Null(_cache.Find(id));
        Assert.True(_cache.IsRead("web"));
    }

    [Fact]
    public async Task Trouble_EngineAnswersNobody_IsToldAfterHalfAMinuteAndTakenBack()
    {
        await StartAsync();
        _runtime.Die();
        await AskedAtNextCheckAsync();
        Assert.Null(_cache.Trouble);

        await AdvanceUntilAsync(() => _cache.Trouble is not null, EngineHealth.SilenceMax);

        Assert.Equal("container runtime is down: it has not answered within 30 s", _cache.Trouble);
        _runtime.Revive();
        await AdvanceUntilAsync(() => _cache.Trouble is null, EngineHealth.Interval);
    }

    private async Task StartAsync()
    {
        _running = _cache.RunAsync(_stop.Token);
        await _cache.SyncedAsync(default).WaitAsync(Limit);
    }

    private async Task<string> SandboxAsync(string podUid)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal) { [RuntimeLabels.PodUid] = podUid, [RuntimeLabels.ContainerName] = RuntimeLabels.SandboxName };
        var id = await _engine.CreateSandboxAsync(new SandboxConfig { Name = podUid, Image = "pause", Labels = labels, Hostname = podUid }, default);
        await _engine.StartAsync(id, default);
        return id;
    }

    private async Task AskedAtNextCheckAsync()
    {
        var asked = _runtime.AskedAsync(NoContainer);
        await AdvanceUntilAsync(() => asked.IsCompleted, EngineHealth.Interval);
    }

    /// <summary>Moves the clock by a step whenever nothing else can bring what is wanted.</summary>
    private async Task AdvanceUntilAsync(Func<bool> wanted, TimeSpan step)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (!wanted())
        {
            limit.Token.ThrowIfCancellationRequested();
            _time.Advance(step);
            for (var turn = 0; turn < 100 && !wanted(); turn++)
                await Task.Yield();
        }
    }

    private static async Task UntilAsync(Func<bool> wanted)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (!wanted())
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
