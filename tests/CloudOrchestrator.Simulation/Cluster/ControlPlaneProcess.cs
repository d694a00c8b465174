using CloudOrchestrator.ApiServer;
using CloudOrchestrator.ApiServer.Security;
using CloudOrchestrator.Controllers;
using CloudOrchestrator.Kinds;
using CloudOrchestrator.Simulation.Network;
using CloudOrchestrator.Simulation.Ports;
using CloudOrchestrator.Simulation.Runtime;

namespace CloudOrchestrator.Simulation.Cluster;

/// <summary>One process of the control plane: production's store, API and controllers over pretend ports, composed as its hosts compose them.</summary>
internal sealed class ControlPlaneProcess
{
    private static readonly ClusterCertificates Certificates = ClusterCertificates.FromKeys(
        ClusterKeys.Create(TimeProvider.System), new ClusterCertificatesOptions(), TimeProvider.System);

    private static readonly IReadOnlyDictionary<string, IReadOnlyDictionary<string, Func<StoredObject, string?>>> Indexes =
        FieldIndex.Union(ControllerEngine.Indexes, KubernetesApi.Indexes);

    private readonly Dictionary<string, IObjectClient> _clients = new(StringComparer.Ordinal);
    private readonly LinkedList<Action> _gone = new();
    private readonly Action<string> _fault;
    private readonly ClusterSeams _seams;
    private readonly bool _keepsEvents;
    private readonly KubernetesApi _api;

    private ControlPlaneProcess(SimulatedProcess process, IRevisionLog log, ObjectStoreOptions options, ClusterSeams seams, bool keepsEvents, Action<string> fault)
    {
        Process = process;
        _fault = fault;
        _seams = seams;
        _keepsEvents = keepsEvents;
        Store = new ObjectStore(seams.Log(log), options, process.Time, process.Ids);
        _api = new KubernetesApi(new ApiServerOptions(), Kinds, Store, Certificates, Certificates.AdminToken, process.Time, process.Ids);
        process.WhenKilled(() =>
        {
            IsReady = false;
            foreach (var tell in _gone.ToArray())
                tell();
            _gone.Clear();
        });
    }

    /// <summary>The kinds, the same for all.</summary>
    public static KindRegistry Kinds { get; } = KindRegistry.BuiltIn();

    /// <summary>The process.</summary>
    public SimulatedProcess Process { get; }

    /// <summary>Its store.</summary>
    public ObjectStore Store { get; }

    /// <summary>Its engine where it is called; null where it runs by itself.</summary>
    public TriggeredEngine? Engine { get; private set; }

    /// <summary>True once it answers requests.</summary>
    public bool IsReady { get; private set; }

    /// <summary>A process as functions run it: over a log that others write to, its controllers called for each batch of the queue.</summary>
    public static ControlPlaneProcess Called(SimulatedProcess process, IRevisionLog log, IWorkQueue queue, ClusterSeams seams, bool keepsEvents, Action<string> fault)
    {
        ControlPlaneProcess self = null!;
        self = new ControlPlaneProcess(
            process,
            log,
            new ObjectStoreOptions
            {
                Indexes = Indexes,
                SharedLog = true,
                BatchRecordsMax = 45,
                Committed = (stream, from, to, token) => self.Engine!.Wakes(stream)
                    ? queue.AddAsync([TriggeredEngine.Changes(stream, from, to)], TimeSpan.Zero, token)
                    : ValueTask.CompletedTask,
                BackgroundFailed = (what, exception) => self.Told($"background work on {what}", exception),
            },
            seams,
            keepsEvents,
            fault);
        self.Engine = new TriggeredEngine(
            self.EngineOptions(), new TriggeredEngineOptions(), Kinds, self.Store, self.Controllers(), queue, process.Time, process.Ids);
        return self;
    }

    /// <summary>A process as standalone runs it: alone over its log, its controllers running.</summary>
    public static ControlPlaneProcess Alone(SimulatedProcess process, IRevisionLog log, ClusterSeams seams, bool keepsEvents, Action<string> fault)
    {
        ControlPlaneProcess self = null!;
        self = new ControlPlaneProcess(
            process,
            log,
            new ObjectStoreOptions { Indexes = Indexes, BackgroundFailed = (what, exception) => self.Told($"background work on {what}", exception) },
            seams,
            keepsEvents,
            fault);
        return self;
    }

    /// <summary>The API as a user's requests reach it here.</summary>
    public IObjectClient ClientOf(string user)
    {
        if (!_clients.TryGetValue(user, out var client))
            _clients[user] = client = _seams.Server(_api.CreateClient(user));
        return client;
    }

    /// <summary>Starts: creates what every cluster has, then serves, and where it is alone runs its controllers.</summary>
    public void Start() => Process.Begin("starting", async () =>
    {
        Store.Start();
        while (true)
        {
            try
            {
                await _api.StartAsync(default);
                break;
            }
            catch (Exception exception) when (exception is IOException or ApiStatusException)
            {
                // Its host would start it again.
                Told("starting", exception);
                await Task.Delay(TimeSpan.FromSeconds(1), Process.Time);
            }
        }

        IsReady = true;
        Process.World.Trace.Tell(Process.World, Process.Name, "ready");
        Process.Begin("keeping the cluster's objects", () => _api.RunAsync(default));
        if (Engine is null)
            Process.Begin("controllers", RunControllersAsync);
    });

    /// <summary>Handles a batch of the queue as the Functions host would; returns what has to come again.</summary>
    public async Task<IReadOnlyList<WorkItem>> HandleAsync(IReadOnlyList<WorkItem> items)
    {
        try
        {
            return [.. (await Engine!.HandleAsync([.. items.Distinct()], default)).Select(failed => failed.Item)];
        }
        catch (Exception exception)
        {
            Told("handling work items", exception);
            return items;
        }
    }

    /// <summary>Looks at everything once.</summary>
    public async Task ResyncAsync()
    {
        try
        {
            await Engine!.ResyncAsync(default);
        }
        catch (Exception exception)
        {
            Told("resync", exception);
        }
    }

    /// <summary>Is called when the process is killed, unless forgotten before.</summary>
    public LinkedListNode<Action> WhenGone(Action tell) => _gone.AddLast(tell);

    /// <summary>Forgets who wanted to be told.</summary>
    public void Forget(LinkedListNode<Action> gone)
    {
        if (gone.List is not null)
            _gone.Remove(gone);
    }

    /// <summary>How the HTTP pipeline answers an exception of a verb; null for what is no failure of the server.</summary>
    public static ApiStatus? StatusOf(Exception exception) => exception switch
    {
        StorageUnavailableException unavailable => ApiStatuses.ServiceUnavailable(unavailable.Message),
        OperationCanceledException => null,
        _ => ApiStatuses.InternalError($"{exception.GetType().Name}: {exception.Message}"),
    };

    private Task RunControllersAsync()
    {
        var queue = new InProcessWorkQueue(
            new InProcessWorkQueueOptions { OnFailure = (item, exception, _) => Told($"{item.Controller} {item.Key}", exception) }, Process.Time);
        return new ControllerEngine(EngineOptions(), Kinds, Store, Controllers(), queue, Process.Time, Process.Ids).RunAsync(default);
    }

    private IObjectClient Controllers()
    {
        var client = _seams.Controllers(_api.CreateClient("system:kube-controller-manager"));
        return _keepsEvents ? client : new EventlessClient(client);
    }

    private ControllerEngineOptions EngineOptions() => new()
    {
        CertificateAuthorityPem = "PEM",
        OnFault = (part, key, exception) => Told($"{part} {key}", exception),
    };

    // What the storage's troubles cause is expected; anything else is worth a look.
    private void Told(string what, Exception exception)
    {
        Process.World.Trace.Tell(Process.World, Process.Name, () => $"fault: {what}: {exception.GetType().Name}: {exception.Message}");
        if (exception is not (IOException or TimeoutException or ApiStatusException { Status.Code: 409 or 503 or 504 }))
            _fault($"{Process.Name}: {what}: {exception}");
    }
}
