namespace CloudOrchestrator.Controllers.Reconciling;

/// <summary>Rings for everything from time to time, should a doorbell have been lost.</summary>
internal sealed class Resync(ChangeDispatcher dispatcher, TimeSpan interval, TimeProvider time)
{
    /// <summary>Works until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.Delay(interval, time, cancellationToken);
            await dispatcher.RingForAllAsync(cancellationToken);
        }
    }
}
