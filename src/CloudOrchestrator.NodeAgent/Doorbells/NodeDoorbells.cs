namespace CloudOrchestrator.NodeAgent.Doorbells;

/// <summary>The bells of a node, one per stream of changes. Whoever receives what the control plane sends rings them; informers wait for them.</summary>
/// <param name="streamOf">The stream that holds the changes of a kind.</param>
/// <param name="options">How long bells may be lost.</param>
/// <param name="time">The clock.</param>
public sealed class NodeDoorbells(Func<Type, string> streamOf, DoorbellOptions options, TimeProvider time) : IWatchPacing
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Bell> _bells = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public IChangeBell BellFor(Type kind) => BellOf(streamOf(kind));

    /// <summary>Rings for streams; those nobody follows are ignored.</summary>
    public void Ring(IEnumerable<string> streams)
    {
        foreach (var stream in streams)
            BellOf(stream).Ring();
    }

    /// <summary>Rings for everything: what was rung for in the meantime is not known.</summary>
    public void RingAll()
    {
        Bell[] all;
        lock (_lock)
        {
            all = [.. _bells.Values];
        }
        foreach (var bell in all)
            bell.Ring();
    }

    private Bell BellOf(string stream)
    {
        lock (_lock)
        {
            if (!_bells.TryGetValue(stream, out var bell))
                _bells[stream] = bell = new Bell(stream == options.WorkStream ? options.WorkFallback : options.Fallback, time);
            return bell;
        }
    }

    private sealed class Bell(TimeSpan fallback, TimeProvider time) : IChangeBell
    {
        private readonly Lock _lock = new();
        private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private long _rings;

        public long Rings
        {
            get
            {
                lock (_lock)
                    return _rings;
            }
        }

        public void Ring()
        {
            TaskCompletionSource rung;
            lock (_lock)
            {
                _rings++;
                (rung, _next) = (_next, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            }
            rung.SetResult();
        }

        public async Task RungAsync(long heard, CancellationToken cancellationToken)
        {
            Task next;
            lock (_lock)
            {
                if (_rings > heard)
                    return;
                next = _next.Task;
            }
            // Nodes that started together must not ask together for ever: up to a tenth more.
            var patience = fallback + (fallback * (time.GetTimestamp() % 251 / 2510.0));
            using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            await Task.WhenAny(next, Task.Delay(patience, time, enough.Token));
            await enough.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
        }
    }
}
