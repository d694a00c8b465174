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
        // Never within the call that makes this the next refresh, even when the running one ends at that very moment: it would be over before it was entered as the
        // next, and every later caller would be given it.
        await running.ConfigureAwait(
            ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding | ConfigureAwaitOptions.ContinueOnCapturedContext);
        Task started;
        lock (_lock)
        {
            _running = started = refresh();
            _next = null;
        }

        await started;
    }
}
