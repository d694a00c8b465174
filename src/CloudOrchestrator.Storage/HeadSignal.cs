namespace CloudOrchestrator.Storage;

/// <summary>A revision that only grows, and a way to wait until it has passed a value.</summary>
internal sealed class HeadSignal(long head)
{
    private readonly Lock _lock = new();
    private TaskCompletionSource? _next;
    private long _head = head;

    public long Head => Volatile.Read(ref _head);

    /// <summary>Raises the head; lower values are ignored.</summary>
    public void Advance(long head)
    {
        TaskCompletionSource? waiting;
        lock (_lock)
        {
            if (head <= _head)
                return;
            Volatile.Write(ref _head, head);
            waiting = _next;
            _next = null;
        }

        waiting?.SetResult();
    }

    /// <summary>Completes when the head is above <paramref name="after"/>.</summary>
    public async Task<long> PassedAsync(long after, CancellationToken cancellationToken)
    {
        while (Head <= after)
            await OnContext.WaitAsync(Changed(after), cancellationToken);
        return Head;
    }

    /// <summary>Completes when the head is above <paramref name="after"/> or the time is up; returns the head.</summary>
    public async Task<long> PassedAsync(long after, TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        if (Head > after)
            return Head;
        var started = time.GetTimestamp();
        for (var left = limit; Head <= after && left > TimeSpan.Zero; left = limit - time.GetElapsedTime(started))
        {
            // A time-out is an ordinary answer here and must not cost an exception.
            await OnContext.WaitAsync(Changed(after), left, time, cancellationToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            cancellationToken.ThrowIfCancellationRequested();
        }

        return Head;
    }

    private Task Changed(long after)
    {
        lock (_lock)
        {
            return _head > after
                ? Task.CompletedTask
                : (_next ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }
}
