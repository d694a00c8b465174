namespace CloudOrchestrator.Emulators.ServiceBus;

/// <summary>The namespace's throttle: so many credits per second of the clock, spent by operations, never saved up.</summary>
internal sealed class Credits(int? perSecond, TimeProvider time)
{
    public const int Management = 10;

    private readonly Lock _gate = new();
    private long _second;
    private int _spent;

    public void Spend(int count)
    {
        if (perSecond is not { } limit)
            return;
        lock (_gate)
        {
            var second = time.GetUtcNow().ToUnixTimeSeconds();
            if (second != _second)
                (_second, _spent) = (second, 0);
            if (_spent >= limit)
            {
                throw new ServiceBusBrokerException(
                    BrokerFailure.Throttled, "The request was terminated because the namespace is being throttled. Error code : 50009. Please wait 2 seconds and try again.");
            }
            // A batch may overdraw the second it begins in: the service refuses what follows, not half a batch.
            _spent += count;
        }
    }
}
