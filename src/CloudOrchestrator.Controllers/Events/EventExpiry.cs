using System.Collections.Concurrent;
using CloudOrchestrator.Controllers.Replicas;
using CloudOrchestrator.Kinds.Core.Events;

namespace CloudOrchestrator.Controllers.Events;

/// <summary>Deletes events when their time has passed. Sleeps while there are none.</summary>
internal sealed class EventExpiry(IObjectClient client, ClusterReplicas replicas, TimeSpan timeToLive, TimeProvider time)
{
    private const int BatchMax = 256;

    private static readonly TimeSpan RetryDelay = TimeSpan.FromMinutes(1);

    private readonly ConcurrentBag<(ObjectKey Key, long Revision)> _refused = [];
    private readonly PriorityQueue<(ObjectKey Key, long Revision), DateTimeOffset> _due = new();
    private readonly Replica _replica = replicas.ReplicaOf(typeof(Event));

    /// <summary>Works until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var snapshot = _replica.Snapshot;
            _due.Clear();
            foreach (var stored in snapshot.List(null))
                _due.Enqueue((stored.Key, stored.Revision), LastSeen(stored.As<Event>()) + timeToLive);
            try
            {
                await FollowAsync(snapshot.Revision, cancellationToken);
                return;
            }
            catch (ApiStatusException expired) when (expired.Status.Code == 410)
            {
                // We fell behind: start again from the present.
            }
        }
    }

    /// <summary>Deletes what is due now.</summary>
    public async Task ExpireAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var due = _replica.Snapshot.List(null).Where(stored => LastSeen(stored.As<Event>()) + timeToLive <= now);
        foreach (var batch in due.Chunk(BatchMax))
            await Task.WhenAll(batch.Select(stored => DeleteAsync(stored, cancellationToken)));
        _refused.Clear();
    }

    private async Task FollowAsync(long revision, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var changes = _replica.Follow(revision, stop.Token).Require().GetAsyncEnumerator(stop.Token);
        var next = changes.MoveNextAsync().AsTask();
        try
        {
            while (true)
            {
                await WaitAsync(next, cancellationToken);
                if (next.IsCompleted)
                {
                    if (!await next)
                        return;
                    Take(changes.Current);
                    next = changes.MoveNextAsync().AsTask();
                }

                await DeleteDueAsync(cancellationToken);
            }
        }
        finally
        {
            // A sequence may not be disposed of while it is being asked for more.
            await OnContext.CancelAsync(stop);
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }
    }

    private void Take(IReadOnlyList<ReplicaChange> changes)
    {
        foreach (var change in changes)
        {
            if (change.After is { } stored)
                _due.Enqueue((stored.Key, stored.Revision), time.GetUtcNow() + timeToLive);
        }
    }

    private async Task WaitAsync(Task next, CancellationToken cancellationToken)
    {
        if (!_due.TryPeek(out _, out var due))
        {
            await OnContext.WaitAsync(next, cancellationToken);
            return;
        }

        if (due <= time.GetUtcNow())
            return;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await OnContext.WhenAny(next, Pause.UntilAsync(due, time, stop.Token));
        await OnContext.CancelAsync(stop);
        cancellationToken.ThrowIfCancellationRequested();
    }

    private async Task DeleteDueAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        List<Task> deletions = [];
        while (deletions.Count < BatchMax && _due.TryPeek(out var entry, out var due) && due <= now)
        {
            _due.Dequeue();
            // Written again since: a later entry is responsible.
            if (_replica.Snapshot.Get(entry.Key) is { } stored && stored.Revision == entry.Revision)
                deletions.Add(DeleteAsync(stored, cancellationToken));
        }

        await Task.WhenAll(deletions);
        while (_refused.TryTake(out var entry))
            _due.Enqueue(entry, now + RetryDelay);
    }

    private async Task DeleteAsync(StoredObject stored, CancellationToken cancellationToken)
    {
        var options = new DeleteOptions { Preconditions = new Preconditions { Uid = stored.Uid } };
        var result = await client.DeleteAsync<Event>(stored.Key.Namespace, stored.Key.Name, options, cancellationToken);
        if (result.Error is { Code: >= 500 })
            _refused.Add((stored.Key, stored.Revision));
    }

    private static DateTimeOffset LastSeen(Event value) =>
        value.Series?.LastObservedTime ?? value.LastTimestamp ?? value.EventTime ?? value.Metadata.CreationTimestamp ?? DateTimeOffset.MinValue;
}
