using System.Collections.Concurrent;
using CloudOrchestrator.Controllers.Measuring;
using CloudOrchestrator.Controllers.Reconciling;
using CloudOrchestrator.Controllers.Replicas;
using CloudOrchestrator.Controllers.Scheduling;

namespace CloudOrchestrator.Controllers.Triggered;

/// <summary>One call of a triggered engine.</summary>
internal sealed class TriggeredBatch
{
    private const int ChangesMax = 512;
    private const int RoundsMax = 100;
    private const int ConflictsMax = 10;
    private const int ConflictsWithoutDelay = 2;

    private static readonly TimeSpan ConflictDelay = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan ShortestRetry = TimeSpan.FromSeconds(1);

    private readonly TriggeredParts _parts;
    private readonly FreshReplicas _view;
    private readonly NodeBells _bells;
    private readonly Requeues _requeues = new();
    private readonly ConcurrentQueue<FailedWorkItem> _failed = new();
    private readonly ConcurrentBag<TimeSpan> _untilLost = [];
    private ReconcileContext _surroundings;
    private bool _schedule;
    private bool _watchesAll;

    public TriggeredBatch(TriggeredParts parts)
    {
        _parts = parts;
        _view = new FreshReplicas(parts.Replicas);
        _bells = new NodeBells(parts.Doorbells, _view);
        _surroundings = new ReconcileContext(parts.Time.GetUtcNow(), parts.Ids);
    }

    /// <summary>The items that failed.</summary>
    public IReadOnlyList<FailedWorkItem> Failed => [.. _failed];

    /// <summary>Handles items.</summary>
    public async Task HandleAsync(IReadOnlyList<WorkItem> items, CancellationToken cancellationToken)
    {
        var keys = items.Where(item => item.Controller != TriggeredEngine.ChangesController).ToHashSet();
        var ranges = new List<ChangeRange>();
        foreach (var item in items.Where(item => item.Controller == TriggeredEngine.ChangesController).Distinct())
        {
            try
            {
                ranges.Add(ChangeRange.Of(item));
            }
            catch (FormatException malformed)
            {
                Fail(item, malformed);
            }
        }

        foreach (var range in ChangeRange.Merge(ranges))
        {
            if (_parts.Replicas.ResourceOf(range.Stream) is { } resource)
                await TakeChangesAsync(range, resource, keys, cancellationToken);
        }

        await WorkAsync(keys, cancellationToken);
    }

    /// <summary>Looks at every object of streams.</summary>
    public async Task HandleAllAsync(IReadOnlyList<string> streams, CancellationToken cancellationToken)
    {
        await _view.EnsureAsync(_parts.Replicas.Names, cancellationToken);
        var keys = new HashSet<WorkItem> { TriggeredScheduler.Item };
        if (_parts.Heartbeats is not null)
            keys.Add(HeartbeatWatch.Item);
        foreach (var stream in streams)
            await TakeAllAsync(stream, _parts.Replicas.ResourceOf(stream)!, keys, cancellationToken);
        await WorkAsync(keys, cancellationToken);
    }

    private async Task WorkAsync(HashSet<WorkItem> keys, CancellationToken cancellationToken)
    {
        _schedule |= keys.RemoveWhere(item => item.Controller == SchedulerLoop.Component) > 0;
        keys.RemoveWhere(item => !_parts.Handler.Knows(item.Controller));
        await PrepareHeartbeatsAsync(keys, cancellationToken);
        var podsBefore = PodsRevision;
        using (var waiting = new WaitingItems(keys, _parts.Time))
        {
            await OnContext.ForEachAsync(
                keys, _parts.Options.Concurrency, async (item, token) => await ReconcileAsync(item, waiting, token), cancellationToken);
        }

        _view.ThrowIfUnreadable();
        if (_watchesAll && _parts.Heartbeats!.Next(_untilLost, _parts.Options.NodeMonitorGracePeriod) is { } next)
            _requeues.AddExactly(HeartbeatWatch.Item, next);
        if (_schedule || PodsRevision > podsBefore)
            await ScheduleAsync(cancellationToken);
        await Task.WhenAll(
            _parts.Events.FlushAsync(cancellationToken),
            _bells.RingAsync(cancellationToken),
            _requeues.SendAsync(_parts.Queue, cancellationToken));
    }

    private long PodsRevision => _parts.Replicas.Find("pods")?.Snapshot.Revision ?? 0;

    private async Task TakeChangesAsync(ChangeRange range, ResourceAccess resource, HashSet<WorkItem> keys, CancellationToken cancellationToken)
    {
        await _view.EnsureAsync([range.Stream], cancellationToken);
        var replica = _parts.Replicas.Find(range.Stream)!;
        for (var after = range.From - 1; after < range.To;)
        {
            var read = await replica.ChangesAsync(after, range.To, ChangesMax, cancellationToken);
            if (!read.Succeeded)
            {
                await TakeAllAsync(range.Stream, resource, keys, cancellationToken);
                return;
            }

            if (read.Value.Count == 0)
                return;
            after = read.Value[^1].Revision;
            await TakeAsync(resource, [.. read.Value.Select(change => (change.Before, change.After))], keys, cancellationToken);
            foreach (var change in read.Value)
            {
                _schedule |= TriggeredScheduler.IsConcernedBy(range.Stream, change.Before, change.After);
                _bells.Note(range.Stream, change.Before, change.After);
            }
        }
    }

    private async Task TakeAllAsync(string stream, ResourceAccess resource, HashSet<WorkItem> keys, CancellationToken cancellationToken)
    {
        _schedule = true;
        _bells.NoteAll(stream);
        foreach (var batch in _parts.Replicas.Find(stream)!.Snapshot.List(null).Chunk(ChangesMax))
            await TakeAsync(resource, [.. batch.Select(stored => ((StoredObject?)null, (StoredObject?)stored))], keys, cancellationToken);
    }

    private async Task TakeAsync(
        ResourceAccess resource, IReadOnlyList<(StoredObject? Before, StoredObject? After)> changes, HashSet<WorkItem> keys, CancellationToken cancellationToken)
    {
        var (items, _) = await _view.ReadAsync(snapshot => _parts.Triggers.Items(resource, changes, snapshot), cancellationToken);
        keys.UnionWith(items);
        if (_parts.Heartbeats is not null && resource.Kind.ObjectType == typeof(Node) && changes.Any(BeginsToLive))
            keys.Add(HeartbeatWatch.Item);
    }

    // Whether looks at heartbeats are under way is not known here: what begins to live begins them.
    private static bool BeginsToLive((StoredObject? Before, StoredObject? After) change) => IsReady(change.After) != IsReady(change.Before) || change.Before is null;

    private static bool IsReady(StoredObject? node) => node is not null && NodeConditions.IsReady(node.As<Node>());

    // One look at the heartbeats serves all nodes.
    private async Task PrepareHeartbeatsAsync(HashSet<WorkItem> keys, CancellationToken cancellationToken)
    {
        if (_parts.Heartbeats is not { } watch || !keys.Any(item => item.Controller == HeartbeatWatch.Controller))
            return;
        _surroundings = _surroundings with { Heard = await watch.ReadAsync(cancellationToken) };
        if (!keys.Remove(HeartbeatWatch.Item))
            return;
        var (nodes, _) = await _view.ReadAsync(snapshot => snapshot.List<Node>(), cancellationToken);
        keys.UnionWith(nodes.Select(node => new WorkItem(HeartbeatWatch.Controller, Ownership.KeyOf(node))));
        _watchesAll = true;
    }

    private async Task ReconcileAsync(WorkItem item, WaitingItems waiting, CancellationToken cancellationToken)
    {
        waiting.Begin(item);
        var began = _parts.Time.GetTimestamp();
        try
        {
            for (var round = 1; ; round++)
            {
                var result = await _parts.Handler.HandleAsync(item, _view, _surroundings, cancellationToken);
                if (!await AgainAsync(item, result, round, cancellationToken))
                    return;
                _view.Renew(result.Read);
            }
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            WorkQueueMetrics.Retried(item.Controller);
            Fail(item, exception);
        }
        finally
        {
            WorkQueueMetrics.Ended(item.Controller, _parts.Time.GetElapsedTime(began));
        }
    }

    /// <summary>True when the item is to be decided again at once.</summary>
    private async Task<bool> AgainAsync(WorkItem item, ItemOutcome result, int round, CancellationToken cancellationToken)
    {
        if (result.Outcome.Conflict && round < ConflictsMax)
        {
            if (round > ConflictsWithoutDelay)
                await Task.Delay(ConflictDelay * round, _parts.Time, cancellationToken);
            return true;
        }

        if (result.Outcome != ExecutionOutcome.Done)
        {
            WorkQueueMetrics.Retried(item.Controller);
            var delay = _parts.Backoff.Next(item);
            _requeues.Add(item, delay > ShortestRetry ? delay : ShortestRetry);
            return false;
        }

        _parts.Backoff.Forget(item);
        if (result.RequeueAfter is not { } after)
            return false;
        if (after <= TimeSpan.Zero && round < RoundsMax)
            return true;
        if (_parts.Heartbeats is not null && item.Controller == HeartbeatWatch.Controller)
            _untilLost.Add(after);
        else
            _requeues.Add(item, after);
        return false;
    }

    private async Task ScheduleAsync(CancellationToken cancellationToken)
    {
        using var span = ControllerSpans.Schedule();
        try
        {
            if (await _parts.Scheduler.PassAsync(_view, cancellationToken) is { } retryAfter)
                _requeues.Add(TriggeredScheduler.Item, retryAfter > ShortestRetry ? retryAfter : ShortestRetry);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            _view.ThrowIfUnreadable();
            Fail(TriggeredScheduler.Item, exception);
        }
    }

    private void Fail(WorkItem item, Exception reason)
    {
        _parts.Options.OnFault(item.Controller, item.Key, reason);
        _failed.Enqueue(new FailedWorkItem(item, reason));
    }
}
