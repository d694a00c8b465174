namespace CloudOrchestrator.Simulation.Runtime;

/// <summary>A timer of a process, on the world's time.</summary>
internal sealed class VirtualTimer(SimulatedProcess process, TimerCallback callback, object? state) : ITimer
{
    private TimeSpan _period = Timeout.InfiniteTimeSpan;

    /// <summary>Runs a timer that fell due.</summary>
    public static readonly SendOrPostCallback Fire = static timer => ((VirtualTimer)timer!).FireNow();

    public SimulatedProcess Process { get; } = process;

    /// <summary>What is called, for traces.</summary>
    public TimerCallback Callback { get; } = callback;

    public object? State { get; } = state;

    /// <summary>When it falls due in the world's ticks; changed and stopped timers leave entries in the world's queue that no longer match.</summary>
    public long DueTicks { get; set; } = -1;

    public bool IsArmed(long due) => DueTicks == due;

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        _period = period;
        if (dueTime == Timeout.InfiniteTimeSpan)
            DueTicks = -1;
        else
            Process.World.Arm(this, dueTime);
        return true;
    }

    public void Dispose() => DueTicks = -1;

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private void FireNow()
    {
        if (DueTicks < 0)
            return;
        DueTicks = -1;
        if (_period > TimeSpan.Zero)
            Process.World.Arm(this, _period);
        Callback(State);
    }
}
