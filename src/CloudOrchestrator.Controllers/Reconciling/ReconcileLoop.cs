using CloudOrchestrator.Controllers.Replicas;

namespace CloudOrchestrator.Controllers.Reconciling;

/// <summary>The one loop of all controllers in a process that runs: takes a key from the queue, has it handled, and says when to look again.</summary>
internal sealed class ReconcileLoop
{
    private readonly ClusterReplicas _replicas;
    private readonly IWorkQueue _queue;
    private readonly ControllerEngineOptions _options;
    private readonly ItemHandler _handler;
    private readonly ReconcileContext _surroundings;
    private readonly Backoff _backoff = new();
    private readonly Pacing _pacing;

    public ReconcileLoop(
        IReadOnlyList<IReconciler> reconcilers,
        ClusterReplicas replicas,
        ActionExecutor executor,
        IObjectClient client,
        IWorkQueue queue,
        ControllerEngineOptions options,
        TimeProvider time,
        IIdSource ids)
    {
        _replicas = replicas;
        _queue = queue;
        _options = options;
        _surroundings = new ReconcileContext(time.GetUtcNow(), ids) { WatchingSince = time.GetUtcNow() };
        _pacing = new Pacing(time);
        _handler = new ItemHandler(reconcilers, options.ExternalControllers, executor, client, time, ids) { Decided = _pacing.Note };
    }

    /// <summary>Works until cancelled.</summary>
    public Task RunAsync(CancellationToken cancellationToken) => _queue.ReceiveAsync(HandleAsync, _options.Concurrency, cancellationToken);

    private async Task HandleAsync(WorkItem item, CancellationToken cancellationToken)
    {
        if (!_handler.Knows(item.Controller))
        {
            // Nothing will ever handle it: it is not tried again, but somebody has to hear of it.
            _options.OnFault(item.Controller, item.Key, new InvalidOperationException($"no controller is called {item.Controller}"));
            return;
        }

        if (_pacing.Wait(item) is { } wait)
        {
            await _queue.AddAsync([item], wait, cancellationToken);
            return;
        }

        try
        {
            var result = await _handler.HandleAsync(item, _replicas, _surroundings, cancellationToken);
            await ContinueAsync(item, result, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The queue delivers the item again; the host gets to see why.
            _options.OnFault(item.Controller, item.Key, exception);
            throw;
        }
    }

    private async Task ContinueAsync(WorkItem item, ItemOutcome result, CancellationToken cancellationToken)
    {
        if (result.Outcome != ExecutionOutcome.Done)
        {
            WorkQueueMetrics.Retried(item.Controller);
            await _queue.AddAsync([item], _backoff.Next(item), cancellationToken);
            return;
        }

        _backoff.Forget(item);
        if (result.RequeueAfter is { } delay)
        {
            if (delay <= TimeSpan.Zero)
                _pacing.Forget(item);
            await _queue.AddAsync([item], delay, cancellationToken);
        }
    }
}
