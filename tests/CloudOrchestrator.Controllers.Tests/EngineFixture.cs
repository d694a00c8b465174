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
    private readonly CancellationTokenSource _stopping = new();
    private readonly MemoryLog _log;
    private readonly ObjectStore _store;
    private readonly InProcessWorkQueue _queue;
    private Task _running = Task.CompletedTask;

    public EngineFixture()
    {
        var kinds = KindRegistry.BuiltIn();
        var ids = new SeededIds(42);
        _log = new MemoryLog(Time);
        _store = new ObjectStore(_log, new ObjectStoreOptions { Indexes = ControllerEngine.Indexes }, Time, ids);
        _queue = new InProcessWorkQueue(new InProcessWorkQueueOptions { OnFailure = (_, exception, _) => Faults.Enqueue(exception) }, Time);
        Client = new StoreObjectClient(_store, kinds, Time, ids);
        var options = new ControllerEngineOptions { CertificateAuthorityPem = "PEM", OnFault = (_, _, exception) => Faults.Enqueue(exception) };
        Engine = new ControllerEngine(options, kinds, _store, Client, _queue, Time, ids);
    }

    public ManualTimeProvider Time { get; } = new();

    public StoreObjectClient Client { get; }

    public ControllerEngine Engine { get; }

    public ConcurrentQueue<Exception> Faults { get; } = new();

    public static EngineFixture Start()
    {
        var fixture = new EngineFixture();
        fixture._running = fixture.Engine.RunAsync(fixture._stopping.Token);
        return fixture;
    }

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
        await _stopping.CancelAsync();
        await _running;
        _queue.Dispose();
        await _store.DisposeAsync();
        await _log.DisposeAsync();
        _stopping.Dispose();
    }
}
