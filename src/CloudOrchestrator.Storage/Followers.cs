namespace CloudOrchestrator.Storage;

/// <summary>Counts who waits for a stream's next change, so that a stream nobody waits for need not be followed.</summary>
internal sealed class Followers
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _some = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CancellationTokenSource? _period;
    private int _count;

    /// <summary>Completes while there are any, with a token that is cancelled when the last one has gone.</summary>
    public async Task<CancellationToken> AnyAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task some;
            lock (_lock)
            {
                if (_period is not null)
                    return _period.Token;
                some = _some.Task;
            }

            await OnContext.WaitAsync(some, cancellationToken);
        }
    }

    /// <summary>One more.</summary>
    public void Enter()
    {
        lock (_lock)
        {
            if (_count++ > 0)
                return;
            _period = new CancellationTokenSource();
            _some.SetResult();
        }
    }

    /// <summary>One fewer.</summary>
    public void Leave()
    {
        CancellationTokenSource ended;
        lock (_lock)
        {
            if (--_count > 0)
                return;
            ended = _period!;
            _period = null;
            _some = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        ended.Cancel();
        ended.Dispose();
    }
}
