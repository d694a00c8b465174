namespace CloudOrchestrator.Objects;

/// <summary>Waits for a time of the clock. Delays count whole milliseconds and cut what is over: a loop that waits for a time with them turns idly for the rest.</summary>
public static class Pause
{
    /// <summary>Completes when the time has come, not before.</summary>
    public static Task UntilAsync(DateTimeOffset at, TimeProvider time, CancellationToken cancellationToken) =>
        Task.Delay(Lasting(at - time.GetUtcNow()), time, cancellationToken);

    /// <summary>The shortest delay that does not end before this much time has passed.</summary>
    internal static TimeSpan Lasting(TimeSpan left) =>
        left <= TimeSpan.Zero ? TimeSpan.Zero : TimeSpan.FromMilliseconds(((left.Ticks - 1) / TimeSpan.TicksPerMillisecond) + 1);
}
