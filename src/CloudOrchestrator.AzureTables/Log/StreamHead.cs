namespace CloudOrchestrator.AzureTables.Log;

/// <summary>
/// The head of a stream as this process knows it: raised by its own appends and by what it reads. While somebody waits for it, one loop asks the service, however
/// many wait.
/// </summary>
internal sealed class StreamHead(Func<CancellationToken, Task<long>> query, TableLogOptions options, TimeProvider time)
{
    private readonly HeadSignal _signal = new(0);
    private readonly Lock _lock = new();
    private CancellationTokenSource? _stop;
    private Task _polling = Task.CompletedTask;
    private int _waiters;
    private long _seen;

    public long Known => _signal.Head;

    /// <summary>Notes that a revision was the head a moment ago, or is in the log at least.</summary>
    public void Observe(long head)
    {
        lock (_lock)
        {
            if (head >= _signal.Head)
                _seen = time.GetTimestamp();
        }

        _signal.Advance(head);
    }

    /// <summary>True when the revision was seen in the log so lately that it cannot have been trimmed.</summary>
    public bool IsTrusted(long head)
    {
        lock (_lock)
            return head > 0 && head == _signal.Head && time.GetElapsedTime(_seen) < options.HeadTrust;
    }

    public async Task<long> WaitAsync(long after, TimeSpan limit, CancellationToken cancellationToken)
    {
        if (Known > after)
            return Known;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var polling = Join();
        try
        {
            var passed = _signal.PassedAsync(after, limit, time, end.Token);
            if (await Task.WhenAny(passed, polling) == passed)
                return await passed;
            await end.CancelAsync();
            await polling;
            return Known;
        }
        finally
        {
            Leave();
        }
    }

    private Task Join()
    {
        lock (_lock)
        {
            if (_waiters++ == 0 || _polling.IsCompleted)
            {
                _stop = new CancellationTokenSource();
                var token = _stop.Token;
                _polling = Task.Run(() => PollAsync(token), CancellationToken.None);
            }

            return _polling;
        }
    }

    private void Leave()
    {
        lock (_lock)
        {
            if (--_waiters == 0)
                _stop?.Cancel();
        }
    }

    private async Task PollAsync(CancellationToken stop)
    {
        var delay = options.PollDelayMin;
        while (!stop.IsCancellationRequested)
        {
            var before = Known;
            var head = await query(stop);
            delay = head > before ? options.PollDelayMin : TimeSpan.FromTicks(Math.Min(delay.Ticks * 3 / 2, options.PollDelayMax.Ticks));
            await Task.Delay(delay, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
