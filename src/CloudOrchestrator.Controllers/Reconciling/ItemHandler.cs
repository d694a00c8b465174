using System.Collections.Frozen;
using System.Diagnostics;
using CloudOrchestrator.Controllers.Measuring;
using CloudOrchestrator.Controllers.Replicas;
using CloudOrchestrator.Controllers.Triggered;
using CloudOrchestrator.Kinds.Batch.Jobs;

namespace CloudOrchestrator.Controllers.Reconciling;

/// <summary>Handles one work item of any controller: decides on a snapshot and carries out.</summary>
internal sealed class ItemHandler(
    IReadOnlyList<IReconciler> reconcilers,
    IReadOnlyList<IExternalController> externals,
    ActionExecutor executor,
    IObjectClient client,
    TimeProvider time,
    IIdSource ids)
{
    private const string FinalizeSubresource = "finalize";

    private readonly FrozenDictionary<string, IReconciler> _byName = reconcilers.ToFrozenDictionary(reconciler => reconciler.Name, StringComparer.Ordinal);
    private readonly FrozenDictionary<string, IExternalController> _externals = externals.ToFrozenDictionary(external => external.Name, StringComparer.Ordinal);

    private readonly DecisionMemory _memory = new();

    /// <summary>Told how long each decision took.</summary>
    public Action<WorkItem, TimeSpan> Decided { get; init; } = static (_, _) => { };

    /// <summary>True when a controller of that name exists.</summary>
    public bool Knows(string controller) => _byName.ContainsKey(controller) || _externals.ContainsKey(controller);

    /// <summary>Decides and carries out. <paramref name="surroundings"/> is the decision's context but for its time.</summary>
    public async Task<ItemOutcome> HandleAsync(WorkItem item, ISnapshots snapshots, ReconcileContext surroundings, CancellationToken cancellationToken)
    {
        using var span = ControllerSpans.Reconcile(item);
        try
        {
            return await CarryOutAsync(item, snapshots, surroundings, cancellationToken);
        }
        catch (Exception exception)
        {
            span?.SetStatus(ActivityStatusCode.Error, exception.Message);
            throw;
        }
    }

    private async Task<ItemOutcome> CarryOutAsync(WorkItem item, ISnapshots snapshots, ReconcileContext surroundings, CancellationToken cancellationToken)
    {
        if (_externals.TryGetValue(item.Controller, out var external))
        {
            var all = await snapshots.AllAsync(cancellationToken);
            return new(ExecutionOutcome.Done, await external.ReconcileAsync(item.Key, all, client, cancellationToken), all.Taken);
        }

        var reconciler = _byName[item.Controller];
        var outcome = await PassAsync(reconciler, item, snapshots, surroundings, cancellationToken);
        if (outcome.Outcome.Failure is { } failure)
        {
            // Decided once more, knowing what was refused, so that a condition or event can tell; then tried again later.
            await PassAsync(reconciler, item, snapshots, surroundings with { Failure = failure }, cancellationToken);
        }

        return outcome;
    }

    private async Task<ItemOutcome> PassAsync(
        IReconciler reconciler, WorkItem item, ISnapshots snapshots, ReconcileContext surroundings, CancellationToken cancellationToken)
    {
        var memory = _memory.Of(item);
        var began = time.GetTimestamp();
        Decision Decide(ReplicaObjectSnapshot view)
        {
            var started = time.GetTimestamp();
            var decision = reconciler.Decide(item.Key, view, surroundings with { Now = time.GetUtcNow(), Ids = ids, Memory = memory });
            Decided(item, time.GetElapsedTime(started));
            return decision;
        }

        var (decision, snapshot) = await snapshots.ReadAsync(Decide, cancellationToken);

        if (item.Controller == HeartbeatWatch.Controller)
            NodeReadiness.Note(item.Key.Name, snapshot.Get<Node>("", item.Key.Name));

        // That nothing is left must be seen after it was decided that nothing may come: streams were read one after the other.
        if (decision.Actions.Any(IsFinal) && snapshots.Renew(snapshot.Taken))
            (decision, snapshot) = await snapshots.ReadAsync(Decide, cancellationToken);
        _memory.Keep(item, decision.Memory);
        using var sync = surroundings.Failure is null && item.Controller == JobMetrics.Controller && snapshot.Get<Job>(item.Key.Namespace, item.Key.Name) is { } job
            ? JobMetrics.Begin(job, decision, time, began)
            : null;
        var outcome = decision.Actions.Count == 0
            ? ExecutionOutcome.Done
            : await executor.ExecuteAsync(reconciler.Name, decision.Actions, snapshot, sync is null ? null : sync.Done, cancellationToken);
        if (outcome == ExecutionOutcome.Done)
            sync?.Succeeded();
        return new(outcome, decision.RequeueAfter, snapshot.Taken);
    }

    private static bool IsFinal(ObjectAction action) => action switch
    {
        ObjectAction.UpdateStatus update => update.Subresource == FinalizeSubresource,
        ObjectAction.Patch patch => patch.Changes["metadata"] is JsonObject metadata && metadata.ContainsKey("finalizers"),
        _ => false,
    };
}
