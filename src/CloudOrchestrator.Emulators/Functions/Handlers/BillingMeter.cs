namespace CloudOrchestrator.Emulators.Functions.Handlers;

/// <summary>
/// What an instance is billed for on demand: every stretch in which it runs at least one function, each at least a second and then in steps of 100 ms, times its memory.
/// Functions that run at once on one instance are billed once.
/// </summary>
internal sealed class BillingMeter(int memory, TimeProvider time)
{
    private const long MinimumMilliseconds = 1000;
    private const long StepMilliseconds = 100;

    private readonly Lock _gate = new();
    private long _since;
    private int _running;
    private long _billed;

    /// <summary>GB-seconds so far, with what runs now as if it ended now.</summary>
    public double GigabyteSeconds
    {
        get
        {
            lock (_gate)
                return (_billed + (_running > 0 ? Bill(time.GetElapsedTime(_since)) : 0)) / 1000.0 * (memory / 1024.0);
        }
    }

    /// <summary>A function begins.</summary>
    public void Enter()
    {
        lock (_gate)
        {
            if (_running++ == 0)
                _since = time.GetTimestamp();
        }
    }

    /// <summary>A function ended.</summary>
    public void Leave()
    {
        lock (_gate)
        {
            if (--_running == 0)
                _billed += Bill(time.GetElapsedTime(_since));
        }
    }

    private static long Bill(TimeSpan active)
    {
        var steps = (long)Math.Ceiling(active.TotalMilliseconds / StepMilliseconds);
        return Math.Max(MinimumMilliseconds, steps * StepMilliseconds);
    }
}
