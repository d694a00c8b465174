using CloudOrchestrator.Kinds;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Storage;
using CloudOrchestrator.Testing;
using CloudOrchestrator.Testing.Stores;
using CloudOrchestrator.WorkQueues;

namespace CloudOrchestrator.Controllers.Tests.Triggered;

/// <summary>One process of a control plane that is called: its own store over the shared log, its own engine.</summary>
internal sealed class Instance : IAsyncDisposable
{
    private static readonly KindRegistry Kinds = KindRegistry.BuiltIn();

    public Instance(IRevisionLog log, IWorkQueue queue, TimeProvider time, int seed, TriggeredEngineOptions? triggered = null)
    {
        var ids = new SeededIds(seed);
        var options = new ObjectStoreOptions
        {
            Indexes = ControllerEngine.Indexes,
            SharedLog = true,
            BatchRecordsMax = 45,
            Committed = (stream, from, to, token) =>
                Engine!.Wakes(stream) ? queue.AddAsync([TriggeredEngine.Changes(stream, from, to)], TimeSpan.Zero, token) : ValueTask.CompletedTask,
            BackgroundFailed = (_, exception) => Faults.Add(exception),
        };
        Store = new ObjectStore(log, options, time, ids);
        Client = new StoreObjectClient(Store, Kinds, time, ids);
        var engineOptions = new ControllerEngineOptions { CertificateAuthorityPem = "PEM", OnFault = (_, _, exception) => Faults.Add(exception) };
        Engine = new TriggeredEngine(engineOptions, triggered ?? new TriggeredEngineOptions(), Kinds, Store, Client, queue, time, ids);
    }

    public System.Collections.Concurrent.ConcurrentBag<Exception> Faults { get; } = [];

    public ObjectStore Store { get; }

    public StoreObjectClient Client { get; }

    public TriggeredEngine Engine { get; }

    public async Task<IReadOnlyList<T>> ListAsync<T>(string? @namespace = null)
        where T : class, IKubernetesObject => (await Client.ListAsync<T>(@namespace, new(), default)).Require().Items;

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        await Engine.DisposeAsync();
    }
}
