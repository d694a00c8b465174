namespace CloudOrchestrator.NodeHost;

/// <summary>The control plane's clock as its answers show it, for what it will judge by its own: a machine's clock may be off by minutes.</summary>
internal sealed class ServerClock(TimeProvider time)
{
    // An answer tells whole seconds and has travelled a while.
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private TimeSpan _offset;

    /// <summary>What the server's clock says now.</summary>
    public DateTimeOffset Now
    {
        get
        {
            lock (_lock)
                return time.GetUtcNow() + _offset;
        }
    }

    /// <summary>Learns from the date of an answer; true when that changed what was known.</summary>
    public bool Observe(DateTimeOffset? date)
    {
        if (date is not { } said)
            return false;
        lock (_lock)
        {
            var offset = said - time.GetUtcNow();
            if ((offset - _offset).Duration() <= Tolerance)
                return false;
            _offset = offset;
            return true;
        }
    }
}
