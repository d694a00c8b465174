using CloudOrchestrator.Controllers.Events;
using CloudOrchestrator.Controllers.Reconciling;
using CloudOrchestrator.Controllers.Replicas;
using CloudOrchestrator.Controllers.Triggered;

namespace CloudOrchestrator.Controllers;

/// <summary>
/// All controllers and the scheduler for a process that is called when there is work, instead of running. Several such processes may work on one log at once,
/// and each may vanish at any moment: what they share is the log and the queue. Nothing happens between calls.
/// </summary>
public sealed class TriggeredEngine : IAsyncDisposable
{
    internal const string ChangesController = "$changes";

    // Heartbeats are looked at when they are due and events tell people: neither wakes a controller, a scheduler or an agent.
    private static readonly string[] SilentStreams = ["events", "coordination.k8s.io/leases"];

    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly TriggeredParts _parts;
    private readonly ControllerEngineOptions _options;

    /// <summary>An engine over a store, which must be opened with <see cref="ControllerEngine.Indexes"/> and is not owned.</summary>
    public TriggeredEngine(
        ControllerEngineOptions options,
        TriggeredEngineOptions triggered,
        KindRegistry kinds,
        IObjectStore store,
        IObjectClient client,
        IWorkQueue queue,
        TimeProvider time,
        IIdSource ids)
    {
        _options = options;
        var externals = (IReadOnlyList<IExternalController>)[.. options.ExternalControllers, .. triggered.ExternalControllers];
        var reconcilers = BuiltInReconcilers.Create(options, kinds);
        var replicas = ClusterReplicas.Unopened(store, ResourceAccess.Of(kinds));
        var events = new EventRecorder(client, kinds, time);
        _parts = new TriggeredParts
        {
            Options = options,
            Replicas = replicas,
            Triggers = TriggerMap.Of(reconcilers, externals),
            Handler = new ItemHandler(reconcilers, externals, new ActionExecutor(client, replicas, events), client, time, ids),
            Scheduler = new TriggeredScheduler(client, replicas, events, time, ids),
            Heartbeats = triggered.Heartbeats is null ? null : new HeartbeatWatch(triggered.Heartbeats, time),
            Doorbells = triggered.Doorbells,
            Events = events,
            Queue = queue,
            Client = client,
            Time = time,
            Ids = ids,
        };
    }

    /// <summary>The doorbell of an append: changes of a stream, from the first to the last revision.</summary>
    public static WorkItem Changes(string stream, long from, long to) => ChangeRange.ToItem(stream, from, to);

    /// <summary>False when changes of the stream concern no controller, scheduler or agent, so that they need no doorbell.</summary>
    public bool Wakes(string stream) => !SilentStreams.Contains(stream, StringComparer.Ordinal) && _parts.Replicas.ResourceOf(stream) is not null;

    /// <summary>
    /// Handles items: finds out whom changes concern, has every key decided once on a state that is as new as this call, places pods, writes events, rings for
    /// agents. Looks that fall due later are added to the queue. Calls run one after the other.
    /// </summary>
    /// <returns>The items that failed, to be delivered again; empty when all were handled.</returns>
    /// <exception cref="Exception">The log could not be read: all items have to be delivered again.</exception>
    public async Task<IReadOnlyList<FailedWorkItem>> HandleAsync(IReadOnlyList<WorkItem> items, CancellationToken cancellationToken)
    {
        await OnContext.EnterAsync(_gate, cancellationToken);
        try
        {
            var batch = new TriggeredBatch(_parts);
            await batch.HandleAsync(items, cancellationToken);
            return batch.Failed;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Looks at everything once, should doorbells have been lost, and deletes events that have grown old. Items that fail are added to the queue.</summary>
    public async Task ResyncAsync(CancellationToken cancellationToken)
    {
        await OnContext.EnterAsync(_gate, cancellationToken);
        try
        {
            var batch = new TriggeredBatch(_parts);
            await batch.HandleAllAsync([.. _parts.Replicas.Names.Where(Wakes)], cancellationToken);
            await new EventExpiry(_parts.Client, _parts.Replicas, _options.EventTimeToLive, _parts.Time).ExpireAsync(cancellationToken);
            if (batch.Failed.Count > 0)
                await _parts.Queue.AddAsync([.. batch.Failed.Select(failed => failed.Item)], TimeSpan.FromSeconds(1), cancellationToken);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Waits for the call that is running.</summary>
    public async ValueTask DisposeAsync()
    {
        await _gate.WaitAsync();
        _gate.Dispose();
    }
}
