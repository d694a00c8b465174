using System.Collections.Frozen;
using CloudOrchestrator.Controllers.Replicas;

namespace CloudOrchestrator.Controllers.Reconciling;

/// <summary>The one loop of all reconcilers: takes a key from the queue, decides on a snapshot, carries out, and says when to look again.</summary>
internal sealed class ReconcileLoop(
    IReadOnlyList<IReconciler> reconcilers,
    ClusterReplicas replicas,
    ActionExecutor executor,
    IWorkQueue queue,
    ControllerEngineOptions options,
    TimeProvider time,
    IIdSource ids)
{
    private readonly FrozenDictionary<string, IReconciler> _byName = reconcilers.ToFrozenDictionary(reconciler => reconciler.Name, StringComparer.Ordinal);
    private readonly DateTimeOffset _since = time.GetUtcNow();
    private readonly Backoff _backoff = new();
    private readonly Pacing _pacing = new(time);

    /// <summary>Works until cancelled.</summary>
    public Task RunAsync(CancellationToken cancellationToken) => queue.ReceiveAsync(HandleAsync, options.Concurrency, cancellationToken);

    private async Task HandleAsync(WorkItem item, CancellationToken cancellationToken)
    {
        if (!_byName.TryGetValue(item.Controller, out var reconciler))
            return;
        if (_pacing.Wait(item) is { } wait)
        {
            await queue.AddAsync([item], wait, cancellationToken).ConfigureAwait(false);
            return;
        }

        try
        {
            await DecideAsync(reconciler, item, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The queue delivers the item again; the host gets to see why.
            options.OnFault(item.Controller, item.Key, exception);
            throw;
        }
    }

    private async Task DecideAsync(IReconciler reconciler, WorkItem item, CancellationToken cancellationToken)
    {
        var (decision, outcome) = await PassAsync(reconciler, item, null, cancellationToken).ConfigureAwait(false);
        if (outcome.Failure is { } failure)
        {
            // Decided once more, knowing what was refused, so that a condition or event can tell; then tried again later.
            await PassAsync(reconciler, item, failure, cancellationToken).ConfigureAwait(false);
        }

        if (outcome != ExecutionOutcome.Done)
        {
            await queue.AddAsync([item], _backoff.Next(item), cancellationToken).ConfigureAwait(false);
            return;
        }

        _backoff.Forget(item);
        if (decision.RequeueAfter is { } delay)
        {
            if (delay <= TimeSpan.Zero)
                _pacing.Forget(item);
            await queue.AddAsync([item], delay, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<(Decision Decision, ExecutionOutcome Outcome)> PassAsync(
        IReconciler reconciler, WorkItem item, ActionFailure? failure, CancellationToken cancellationToken)
    {
        var snapshot = replicas.Snapshot();
        var started = time.GetTimestamp();
        var context = new ReconcileContext(time.GetUtcNow(), ids) { WatchingSince = _since, Failure = failure };
        var decision = reconciler.Decide(item.Key, snapshot, context);
        _pacing.Note(item, time.GetElapsedTime(started));
        var outcome = decision.Actions.Count == 0
            ? ExecutionOutcome.Done
            : await executor.ExecuteAsync(reconciler.Name, decision.Actions, snapshot, cancellationToken).ConfigureAwait(false);
        return (decision, outcome);
    }
}
