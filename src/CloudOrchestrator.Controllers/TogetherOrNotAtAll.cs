namespace CloudOrchestrator.Controllers;

/// <summary>Tasks that make sense only together: when one ends, the others are stopped, so that a failure surfaces at once.</summary>
internal static class TogetherOrNotAtAll
{
    /// <summary>Runs them until cancelled or until the first ends; throws what it threw.</summary>
    public static async Task RunAsync(IEnumerable<Func<CancellationToken, Task>> parts, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = parts.Select(part => part(stop.Token)).ToArray();
        var first = await OnContext.WhenAny(running);
        await OnContext.CancelAsync(stop);
        await Task.WhenAll(running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        await first;
    }
}
