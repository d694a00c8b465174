using System.Collections.Concurrent;
using CloudOrchestrator.Controllers.Replicas;
using CloudOrchestrator.Kinds.Apps.ReplicaSets;
using CloudOrchestrator.Kinds.Core.Namespaces;
using CloudOrchestrator.Kinds.Core.Services;

namespace CloudOrchestrator.Controllers.Scheduling;

/// <summary>Gathers the changes of the streams the scheduler looks at, for its one thread.</summary>
internal sealed class SchedulerChanges(ClusterReplicas replicas)
{
    private static readonly Type[] Types = [typeof(Namespace), typeof(Node), typeof(Service), typeof(ReplicaSet), typeof(Pod)];

    private readonly ConcurrentQueue<(IKubernetesObject? Before, IKubernetesObject? After)> _waiting = new();
    private readonly SemaphoreSlim _arrived = new(0, 1);

    /// <summary>Follows until cancelled. Each stream begins with the objects that exist.</summary>
    public Task RunAsync(CancellationToken cancellationToken) =>
        TogetherOrNotAtAll.RunAsync(Types.Select(type => (Func<CancellationToken, Task>)(token => FollowAsync(type, token))), cancellationToken);

    /// <summary>Completes when changes have arrived since the last call, or at the time limit.</summary>
    public Task ArrivedAsync(TimeSpan limit, TimeProvider time, CancellationToken cancellationToken) =>
        limit == Timeout.InfiniteTimeSpan ? _arrived.WaitAsync(cancellationToken) : WithinAsync(limit, time, cancellationToken);

    /// <summary>The next change, in the order of its stream.</summary>
    public bool TryTake(out (IKubernetesObject? Before, IKubernetesObject? After) change) => _waiting.TryDequeue(out change);

    private async Task WithinAsync(TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var arrived = _arrived.WaitAsync(stop.Token);
        await Task.WhenAny(arrived, Task.Delay(limit, time, stop.Token)).ConfigureAwait(false);
        await stop.CancelAsync().ConfigureAwait(false);
        await arrived.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
    }

    private async Task FollowAsync(Type type, CancellationToken cancellationToken)
    {
        var resource = replicas.ResourceOf(type);
        var replica = replicas.ReplicaOf(type);
        var snapshot = replica.Snapshot;
        foreach (var stored in snapshot.List(null))
            _waiting.Enqueue((null, resource.Decode(stored)));
        Signal();
        await foreach (var changes in replica.Follow(snapshot.Revision, cancellationToken).Require().WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            foreach (var change in changes)
                _waiting.Enqueue((change.Before is null ? null : resource.Decode(change.Before), change.After is null ? null : resource.Decode(change.After)));
            Signal();
        }
    }

    private void Signal()
    {
        try
        {
            _arrived.Release();
        }
        catch (SemaphoreFullException)
        {
            // Somebody has already been told.
        }
    }
}
