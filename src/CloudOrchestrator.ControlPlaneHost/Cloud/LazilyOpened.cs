namespace CloudOrchestrator.ControlPlaneHost.Cloud;

/// <summary>Something opened by whoever needs it first, for all; when that fails, those who waited see the failure and the next one tries again.</summary>
internal sealed class LazilyOpened<T>(Func<CancellationToken, Task<T>> open) : IAsyncDisposable
    where T : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _closing = new();
    private Task<T>? _opening;

    /// <summary>The opened thing. Cancelling ends the waiting, not the opening.</summary>
    public Task<T> GetAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closing.IsCancellationRequested, this);
            if (_opening is null || _opening.IsFaulted || _opening.IsCanceled)
                _opening = Task.Run(() => open(_closing.Token));
            return _opening.WaitAsync(cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Task<T>? opening;
        lock (_gate)
        {
            if (_closing.IsCancellationRequested)
                return;
            _closing.Cancel();
            opening = _opening;
        }

        if (opening is not null)
        {
            await ((Task)opening).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (opening.IsCompletedSuccessfully)
                await opening.Result.DisposeAsync();
        }

        _closing.Dispose();
    }
}
