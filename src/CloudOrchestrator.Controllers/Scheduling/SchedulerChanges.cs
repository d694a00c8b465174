using System.Collections.Concurrent;
using CloudOrchestrator.Controllers.Replicas;
using CloudOrchestrator.Kinds.Apps.ReplicaSets;
using CloudOrchestrator.Kinds.Core.Namespaces;
using CloudOrchestrator.Kinds.Core.Services;

namespace CloudOrchestrator.Controllers.Scheduling;

/// <summary>Gathers the changes of the streams the scheduler looks at, for its one thread.</summary>
internal sealed class SchedulerChanges(ClusterReplicas replicas)
{
    private const int PullMax = 1000;

    private static readonly Type[] Types = [typeof(Namespace), typeof(Node), typeof(Service), typeof(ReplicaSet), typeof(Pod)];

    private readonly ConcurrentQueue<(IKubernetesObject? Before, IKubernetesObject? After)> _waiting = new();
    private readonly SemaphoreSlim _arrived = new(0, 1);
    private readonly Dictionary<Type, long> _pulled = [];

    /// <summary>Follows until cancelled. Each stream begins with the objects that exist.</summary>
    public Task RunAsync(CancellationToken cancellationToken) =>
        TogetherOrNotAtAll.RunAsync(Types.Select(type => (Func<CancellationToken, Task>)(token => FollowAsync(type, token))), cancellationToken);

    /// <summary>The streams looked at.</summary>
    public static IEnumerable<string> StreamsOf(ClusterReplicas replicas) => Types.Select(type => replicas.ResourceOf(type).Kind.Stream);

    /// <summary>Revision of the pods up to which pulling has taken changes.</summary>
    public long PodsRevision => _pulled[typeof(Pod)];

    /// <summary>
    /// Takes what the replicas have got since the last call; the first call takes the objects that exist. For callers that do not follow. False when changes
    /// are no longer held: what was gathered so far must be forgotten, and this object with it.
    /// </summary>
    public async Task<bool> PullAsync(CancellationToken cancellationToken)
    {
        foreach (var type in Types)
        {
            if (!await PullStreamAsync(type, cancellationToken))
                return false;
        }

        return true;
    }

    /// <summary>Completes when changes have arrived since the last call, or at the time limit.</summary>
    public Task ArrivedAsync(TimeSpan limit, TimeProvider time, CancellationToken cancellationToken) =>
        limit == Timeout.InfiniteTimeSpan ? OnContext.EnterAsync(_arrived, cancellationToken) : WithinAsync(limit, time, cancellationToken);

    /// <summary>The next change, in the order of its stream.</summary>
    public bool TryTake(out (IKubernetesObject? Before, IKubernetesObject? After) change) => _waiting.TryDequeue(out change);

    private async Task WithinAsync(TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var arrived = OnContext.EnterAsync(_arrived, stop.Token);
        await OnContext.WhenAny(arrived, Pause.UntilAsync(time.GetUtcNow() + limit, time, stop.Token));
        await OnContext.CancelAsync(stop);
        await arrived.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        cancellationToken.ThrowIfCancellationRequested();
    }

    private async Task<bool> PullStreamAsync(Type type, CancellationToken cancellationToken)
    {
        var resource = replicas.ResourceOf(type);
        var replica = replicas.ReplicaOf(type);
        var snapshot = replica.Snapshot;
        if (!_pulled.TryGetValue(type, out var after))
        {
            foreach (var stored in snapshot.List(null))
                _waiting.Enqueue((null, resource.Decode(stored)));
            after = snapshot.Revision;
        }

        while (after < snapshot.Revision)
        {
            var read = await replica.ChangesAsync(after, snapshot.Revision, PullMax, cancellationToken);
            if (!read.Succeeded)
                return false;
            Enqueue(resource, read.Value);
            after = read.Value[^1].Revision;
        }

        _pulled[type] = after;
        return true;
    }

    private void Enqueue(ResourceAccess resource, IReadOnlyList<ReplicaChange> changes)
    {
        foreach (var change in changes)
            _waiting.Enqueue((change.Before is null ? null : resource.Decode(change.Before), change.After is null ? null : resource.Decode(change.After)));
    }

    private async Task FollowAsync(Type type, CancellationToken cancellationToken)
    {
        var resource = replicas.ResourceOf(type);
        var replica = replicas.ReplicaOf(type);
        var snapshot = replica.Snapshot;
        foreach (var stored in snapshot.List(null))
            _waiting.Enqueue((null, resource.Decode(stored)));
        Signal();
        await foreach (var changes in replica.Follow(snapshot.Revision, cancellationToken).Require().WithCancellation(cancellationToken))
        {
            Enqueue(resource, changes);
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
