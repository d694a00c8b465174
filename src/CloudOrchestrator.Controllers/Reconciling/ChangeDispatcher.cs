using CloudOrchestrator.Controllers.Replicas;

namespace CloudOrchestrator.Controllers.Reconciling;

/// <summary>Follows every stream and rings for the keys that the triggers name. Rings for everything that exists at the start and at every resync.</summary>
internal sealed class ChangeDispatcher(TriggerMap triggers, ClusterReplicas replicas, IWorkQueue queue)
{
    private const int InitialBatch = 512;

    /// <summary>Follows until cancelled.</summary>
    public Task RunAsync(CancellationToken cancellationToken)
    {
        var followers = replicas.Streams
            .Where(stream => triggers.Concerns(stream.Resource.Kind.ObjectType))
            .Select(stream => (Func<CancellationToken, Task>)(token => FollowAsync(stream.Resource, stream.Replica, token)));
        return TogetherOrNotAtAll.RunAsync(followers, cancellationToken);
    }

    /// <summary>Rings for every object of every stream, as if it had just been created.</summary>
    public async Task RingForAllAsync(CancellationToken cancellationToken)
    {
        foreach (var (resource, replica) in replicas.Streams)
        {
            if (triggers.Concerns(resource.Kind.ObjectType))
                await RingForAllAsync(resource, replica.Snapshot, cancellationToken);
        }
    }

    private async Task FollowAsync(ResourceAccess resource, Replica replica, CancellationToken cancellationToken)
    {
        while (true)
        {
            var snapshot = replica.Snapshot;
            await RingForAllAsync(resource, snapshot, cancellationToken);
            try
            {
                var sequence = replica.Follow(snapshot.Revision, cancellationToken).Require();
                await foreach (var changes in sequence.WithCancellation(cancellationToken))
                    await RingAsync(resource, changes.Select(change => (change.Before, change.After)), cancellationToken);
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
            await RingAsync(resource, batch.Select(stored => ((StoredObject?)null, (StoredObject?)stored)), cancellationToken);
    }

    private async Task RingAsync(ResourceAccess resource, IEnumerable<(StoredObject? Before, StoredObject? After)> changes, CancellationToken cancellationToken)
    {
        var items = triggers.Items(resource, changes, replicas.Snapshot());
        if (items.Count > 0)
            await queue.AddAsync([.. items], TimeSpan.Zero, cancellationToken);
    }
}
