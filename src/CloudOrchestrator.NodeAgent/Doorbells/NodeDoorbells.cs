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
    /// <param name="streams">The streams.</param>
    /// <param name="traceParent">The W3C trace context of whatever changed them; null when it is not known.</param>
    public void Ring(IEnumerable<string> streams, string? traceParent = null)
    {
        foreach (var stream in streams)
            BellOf(stream).Ring(traceParent);
    }

    /// <summary>The trace context of the last ring for changes of a kind; null when it had none, or when the bell has let through by itself since.</summary>
    public string? TraceOf(Type kind) => BellOf(streamOf(kind)).TraceParent;

    /// <summary>Rings for everything: what was rung for in the meantime is not known.</summary>
    public void RingAll()
    {
        Bell[] all;
        lock (_lock)
        {
            all = [.. _bells.Values];
        }
        foreach (var bell in all)
            bell.Ring(null);
    }

    private Bell BellOf(string stream)
    {
        lock (_lock)
        {
            if (!_bells.TryGetValue(stream, out var bell))
                _bells[stream] = bell = new Bell(stream == options.WorkStream ? options.WorkFallback : options.Fallback, options.Phase, time);
            return bell;
        }
    }

    private sealed class Bell(TimeSpan fallback, TimeSpan phase, TimeProvider time) : IChangeBell
    {
        private readonly Lock _lock = new();
        private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private long _rings;
        private string? _traceParent;

        public string? TraceParent
        {
            get
            {
                lock (_lock)
                    return _traceParent;
            }
        }

        public long Rings
        {
            get
            {
                lock (_lock)
                    return _rings;
            }
        }

        public void Ring(string? traceParent)
        {
            TaskCompletionSource rung;
            lock (_lock)
            {
                _rings++;
                _traceParent = traceParent;
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
            var patience = CommonTimes.Until(fallback, phase, time.GetUtcNow());
            using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            await Task.WhenAny(next, Task.Delay(patience, time, enough.Token));
            if (!next.IsCompleted)
                ForgetTrace(heard);
            await enough.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
        }

        private void ForgetTrace(long heard)
        {
            lock (_lock)
            {
                if (_rings == heard)
                    _traceParent = null;
            }
        }
    }
}
