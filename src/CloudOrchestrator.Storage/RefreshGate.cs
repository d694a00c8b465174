namespace CloudOrchestrator.Storage;

/// <summary>
/// Runs a refresh for many callers at once. A caller shares only a refresh that starts after it has asked: one that is already running may have looked at the
/// log too early for it.
/// </summary>
internal sealed class RefreshGate(Func<Task> refresh)
{
    private readonly Lock _lock = new();
    private Task _running = Task.CompletedTask;
    private Task? _next;

    /// <summary>Completes when a refresh that began after this call has ended; throws what it threw.</summary>
    public Task RunAsync()
    {
        lock (_lock)
        {
            if (_next is not null)
                return _next;
            if (!_running.IsCompleted)
                return _next = AfterAsync(_running);
            return _running = refresh();
        }
    }

    private async Task AfterAsync(Task running)
    {
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        Task started;
        lock (_lock)
        {
            _running = started = refresh();
            _next = null;
        }

        await started;
    }
}
