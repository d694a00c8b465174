using System.Collections.Concurrent;
using CloudOrchestrator.Kinds;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Storage;
using CloudOrchestrator.Testing;
using CloudOrchestrator.Testing.Stores;
using CloudOrchestrator.WorkQueues;

namespace CloudOrchestrator.Controllers.Tests;

/// <summary>All engines over a log in memory, on a clock that the test moves.</summary>
internal sealed class EngineFixture : IAsyncDisposable
{
    private CancellationTokenSource _stopping = new();
    private readonly MemoryLog _log;
    private readonly ObjectStore _store;
    private readonly KindRegistry _kinds = KindRegistry.BuiltIn();
    private readonly SeededIds _ids = new(42);
    private InProcessWorkQueue? _queue;
    private Task _running = Task.CompletedTask;

    public EngineFixture()
    {
        _log = new MemoryLog(Time);
        _store = new ObjectStore(_log, new ObjectStoreOptions { Indexes = ControllerEngine.Indexes }, Time, _ids);
        Client = new StoreObjectClient(_store, _kinds, Time, _ids);
        Run();
    }

    public ManualTimeProvider Time { get; } = new();

    public StoreObjectClient Client { get; }

    public ConcurrentQueue<Exception> Faults { get; } = new();

    public static EngineFixture Start() => new();

    /// <summary>Stops all engines wherever they are, forgets their queue, and starts new ones on what is stored.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        _stopping = new CancellationTokenSource();
        Run();
    }

    /// <summary>Puts an item on the work queue.</summary>
    public async Task RingAsync(WorkItem item) => await _queue!.AddAsync([item], TimeSpan.Zero, default);

    public async Task<T> CreateAsync<T>(T value)
        where T : class, IKubernetesObject => (await Client.CreateAsync(value, null, default)).Require();

    public async Task<IReadOnlyList<T>> ListAsync<T>(string? @namespace = null)
        where T : class, IKubernetesObject => (await Client.ListAsync<T>(@namespace, new(), default)).Require().Items;

    /// <summary>Waits until the condition holds, letting short delays of the engines pass.</summary>
    public async Task UntilAsync(Func<Task<bool>> condition, TimeSpan? step = null)
    {
        for (var turn = 0; turn < 3000; turn++)
        {
            if (await condition())
                return;
            await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System);
            Time.Advance(step ?? TimeSpan.FromMilliseconds(5));
        }

        Assert.Fail("the engines did not get there; faults: " + string.Join('\n', Faults.Take(3)));
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _store.DisposeAsync();
        await _log.DisposeAsync();
    }

    private void Run()
    {
        var options = new ControllerEngineOptions { CertificateAuthorityPem = "PEM", OnFault = (_, _, exception) => Faults.Enqueue(exception) };
        _queue = new InProcessWorkQueue(new InProcessWorkQueueOptions { OnFailure = (_, exception, _) => Faults.Enqueue(exception) }, Time);
        _running = new ControllerEngine(options, _kinds, _store, Client, _queue, Time, _ids).RunAsync(_stopping.Token);
    }

    private async Task StopAsync()
    {
        await _stopping.CancelAsync();
        await _running;
        _queue?.Dispose();
        _stopping.Dispose();
    }
}
