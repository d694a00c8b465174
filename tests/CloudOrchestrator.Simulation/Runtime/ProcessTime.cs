namespace CloudOrchestrator.Simulation.Runtime;

/// <summary>The clock of a process: the world's time plus a skew.</summary>
internal sealed class ProcessTime(SimulatedProcess process, TimeSpan skew) : TimeProvider
{
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow()
    {
        process.World.NoteLook();
        return process.World.Now + skew;
    }

    public override long GetTimestamp()
    {
        process.World.NoteLook();
        return (process.World.Now - World.Start).Ticks;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        process.World.RequireOwnThread();
        var timer = new VirtualTimer(process, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }
}
