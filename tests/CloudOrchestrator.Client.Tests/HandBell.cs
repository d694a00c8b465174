namespace CloudOrchestrator.Client.Tests;

/// <summary>A bell that a test rings. It never lets through by itself.</summary>
internal sealed class HandBell : IWatchPacing, IChangeBell
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _waiting;

    public long Rings { get; private set; }

    /// <summary>True while somebody waits for it.</summary>
    public bool IsAwaited => Volatile.Read(ref _waiting) > 0;

    public IChangeBell BellFor(Type kind) => this;

    public void Ring()
    {
        lock (_lock)
        {
            Rings++;
            _next.SetResult();
            _next = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    public async Task RungAsync(long heard, CancellationToken cancellationToken)
    {
        Task next;
        lock (_lock)
        {
            if (Rings > heard)
                return;
            next = _next.Task;
        }
        Interlocked.Increment(ref _waiting);
        await next.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Interlocked.Decrement(ref _waiting);
        cancellationToken.ThrowIfCancellationRequested();
    }
}
