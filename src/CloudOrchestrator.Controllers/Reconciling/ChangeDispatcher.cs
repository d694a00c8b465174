using CloudOrchestrator.Controllers.Replicas;

namespace CloudOrchestrator.Controllers.Reconciling;

/// <summary>Follows every stream and rings for the keys that the triggers name. Rings for everything that exists at the start and at every resync.</summary>
internal sealed class ChangeDispatcher
{
    private const int InitialBatch = 512;

    private readonly ClusterReplicas _replicas;
    private readonly IWorkQueue _queue;
    private readonly Dictionary<Type, List<(string Controller, Trigger Trigger)>> _triggers = [];

    public ChangeDispatcher(IReadOnlyList<IReconciler> reconcilers, ClusterReplicas replicas, IWorkQueue queue)
    {
        _replicas = replicas;
        _queue = queue;
        foreach (var reconciler in reconcilers)
        {
            foreach (var trigger in reconciler.Triggers)
            {
                if (!_triggers.TryGetValue(trigger.ObjectType, out var list))
                    _triggers[trigger.ObjectType] = list = [];
                list.Add((reconciler.Name, trigger));
            }
        }
    }

    /// <summary>Follows until cancelled.</summary>
    public Task RunAsync(CancellationToken cancellationToken)
    {
        var followers = _replicas.Streams
            .Where(stream => _triggers.ContainsKey(stream.Resource.Kind.ObjectType))
            .Select(stream => (Func<CancellationToken, Task>)(token => FollowAsync(stream.Resource, stream.Replica, token)));
        return TogetherOrNotAtAll.RunAsync(followers, cancellationToken);
    }

    /// <summary>Rings for every object of every stream, as if it had just been created.</summary>
    public async Task RingForAllAsync(CancellationToken cancellationToken)
    {
        foreach (var (resource, replica) in _replicas.Streams)
        {
            if (_triggers.ContainsKey(resource.Kind.ObjectType))
                await RingForAllAsync(resource, replica.Snapshot, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task FollowAsync(ResourceAccess resource, Replica replica, CancellationToken cancellationToken)
    {
        while (true)
        {
            var snapshot = replica.Snapshot;
            await RingForAllAsync(resource, snapshot, cancellationToken).ConfigureAwait(false);
            try
            {
                var sequence = replica.Follow(snapshot.Revision, cancellationToken).Require();
                await foreach (var changes in sequence.WithCancellation(cancellationToken).ConfigureAwait(false))
                    await RingAsync(resource, changes.Select(change => (change.Before, change.After)), cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (ApiStatusException expired) when (expired.Status.Code == 410)
            {
                // We fell behind what is held of the past: start again from the present.
            }
        }
    }

    private async Task RingForAllAsync(ResourceAccess resource, ReplicaSnapshot snapshot, CancellationToken cancellationToken)
    {
        foreach (var batch in snapshot.List(null).Chunk(InitialBatch))
            await RingAsync(resource, batch.Select(stored => ((StoredObject?)null, (StoredObject?)stored)), cancellationToken).ConfigureAwait(false);
    }

    private async Task RingAsync(ResourceAccess resource, IEnumerable<(StoredObject? Before, StoredObject? After)> changes, CancellationToken cancellationToken)
    {
        var items = new HashSet<WorkItem>();
        var snapshot = _replicas.Snapshot();
        foreach (var (before, after) in changes)
        {
            var old = before is null ? null : resource.Decode(before);
            var now = after is null ? null : resource.Decode(after);
            foreach (var (controller, trigger) in _triggers[resource.Kind.ObjectType])
            {
                foreach (var key in trigger.Keys(old, now, snapshot))
                    items.Add(new WorkItem(controller, key));
            }
        }

        if (items.Count > 0)
            await _queue.AddAsync([.. items], TimeSpan.Zero, cancellationToken).ConfigureAwait(false);
    }
}
