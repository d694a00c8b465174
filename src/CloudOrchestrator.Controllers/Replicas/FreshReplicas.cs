using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace CloudOrchestrator.Controllers.Replicas;

/// <summary>
/// What one batch of work reads. A stream that a decision has looked at is read from the log once since the batch began; when it had not been, the decision is
/// made again. So streams that nobody needs cost nothing, and no decision rests on a state from before the batch.
/// </summary>
internal sealed class FreshReplicas(ClusterReplicas replicas) : ISnapshots
{
    private readonly ConcurrentDictionary<string, Lazy<Task>> _fresh = new(StringComparer.Ordinal);
    private Exception? _failure;

    /// <inheritdoc/>
    public async ValueTask<(T Value, ReplicaObjectSnapshot Snapshot)> ReadAsync<T>(Func<ReplicaObjectSnapshot, T> read, CancellationToken cancellationToken)
    {
        while (true)
        {
            var snapshot = replicas.Snapshot();
            var value = default(T)!;
            ExceptionDispatchInfo? failure = null;
            var known = _fresh.Where(entry => entry.Value.Value.IsCompletedSuccessfully).Select(entry => entry.Key).ToHashSet(StringComparer.Ordinal);
            try
            {
                value = read(snapshot);
            }
            catch (Exception exception)
            {
                // Only what is read from fresh streams counts.
                failure = ExceptionDispatchInfo.Capture(exception);
            }

            var missing = snapshot.Taken.Where(stream => !known.Contains(stream)).ToArray();
            if (missing.Length == 0)
            {
                failure?.Throw();
                return (value, snapshot);
            }

            await EnsureAsync(missing, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<ReplicaObjectSnapshot> AllAsync(CancellationToken cancellationToken)
    {
        await EnsureAsync(replicas.Names, cancellationToken);
        return replicas.Snapshot();
    }

    /// <inheritdoc/>
    public bool Renew(IEnumerable<string> streams)
    {
        foreach (var stream in streams)
            _fresh.TryRemove(stream, out _);
        return true;
    }

    /// <summary>Reads streams from the log that have not been read since the batch began.</summary>
    public async Task EnsureAsync(IEnumerable<string> streams, CancellationToken cancellationToken)
    {
        try
        {
            await Task.WhenAll(streams.Select(stream =>
                _fresh.GetOrAdd(stream, name => new(() => replicas.RefreshAsync(name, cancellationToken))).Value));
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            _failure ??= exception;
            throw;
        }
    }

    /// <summary>Throws why the log could not be read, if it could not.</summary>
    public void ThrowIfUnreadable()
    {
        if (_failure is not null)
            ExceptionDispatchInfo.Throw(_failure);
    }
}
