namespace CloudOrchestrator.Simulation.Runtime;

/// <summary>
/// Where everything happens: one run queue, one clock, one thread. What is ready runs in an order that the seed decides; when nothing is ready, time passes to the
/// next timer. Nothing else moves it, so a seed is a run.
/// </summary>
public sealed class World
{
    /// <summary>When every run begins.</summary>
    public static readonly DateTimeOffset Start = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);

    // A step takes some time, or everything between two timers would happen in one moment.
    private static readonly TimeSpan StepTime = TimeSpan.FromMicroseconds(10);

    private const int LooksMax = 1_000_000;

    private readonly List<ReadyStep> _ready = [];
    private readonly PriorityQueue<VirtualTimer, (long Due, long Order)> _timers = new();
    private readonly int _thread = System.Environment.CurrentManagedThreadId;
    private readonly Random _order;
    private readonly int _shuffledPercent;
    private long _timerOrder;
    private long _looks;
    private volatile string? _escape;
    private SimulationException? _failure;

    /// <summary>A world that follows from a seed. The thread that makes it is the one that runs it.</summary>
    public World(int seed, Trace trace)
    {
        _order = Seeds.Chance(seed, "order");
        _shuffledPercent = _order.Next(4) switch { 0 => 0, 1 => 10, 2 => 50, _ => 100 };
        Trace = trace;
    }

    /// <summary>What is told of the run.</summary>
    public Trace Trace { get; }

    /// <summary>The world's time. Processes have their own clocks.</summary>
    public DateTimeOffset Now { get; private set; } = Start;

    /// <summary>Counts what happens; never the same twice.</summary>
    public long Step { get; private set; }

    /// <summary>How many steps have been run.</summary>
    public long StepsRun { get; private set; }

    /// <summary>The process whose step is running; null between steps.</summary>
    public SimulatedProcess? Current { get; private set; }

    /// <summary>The next number of the order in which things happen.</summary>
    public long NextStep() => ++Step;

    /// <summary>Runs until the condition holds (checked after each step) or the time has come; true when it holds.</summary>
    /// <exception cref="SimulationException">Something ran outside, or the steps are used up.</exception>
    public bool RunUntil(Func<bool> condition, DateTimeOffset limit, long stepsMax)
    {
        var before = SynchronizationContext.Current;
        try
        {
            while (!condition())
            {
                if (!RunNext(limit))
                    return condition();
                if (StepsRun > stepsMax)
                    throw new SimulationException($"more than {stepsMax} steps: the cluster does not come to rest");
            }

            return true;
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    /// <summary>Ends the run: something failed that must not.</summary>
    public void Fail(string message, Exception? cause = null) => _failure ??= new SimulationException(message, cause);

    internal void Post(SimulatedProcess process, SendOrPostCallback callback, object? state)
    {
        if (System.Environment.CurrentManagedThreadId != _thread)
        {
            _escape ??= $"{process.Name}: {StepName.Of(callback, state)} came back from another thread:\n{System.Environment.StackTrace}";
            return;
        }

        if (process.IsAlive)
            _ready.Add(new ReadyStep(process, callback, state));
    }

    internal void Release(IEnumerable<ReadyStep> held) => _ready.AddRange(held);

    internal void Arm(VirtualTimer timer, TimeSpan after) => _timers.Enqueue(timer, (Math.Max(Now.Ticks, timer.DueTicks = (Now + after).Ticks), ++_timerOrder));

    // Time stands still within a step: who waits for it there waits for ever.
    internal void NoteLook()
    {
        if (++_looks > LooksMax)
            throw new SimulationException($"{Current?.Name} turns idly in one step, looking at the clock:\n{System.Environment.StackTrace}");
    }

    internal void RequireOwnThread()
    {
        if (System.Environment.CurrentManagedThreadId != _thread)
            _escape ??= $"a port was called from another thread:\n{System.Environment.StackTrace}";
    }

    private bool RunNext(DateTimeOffset limit)
    {
        MoveDueTimers();
        while (_ready.Count == 0)
        {
            if (!_timers.TryPeek(out var next, out var due))
                throw new SimulationException("nothing is left that could happen");
            if (!next.IsArmed(due.Due))
            {
                _timers.Dequeue();
                continue;
            }

            if (due.Due > limit.UtcTicks)
            {
                Now = limit;
                return false;
            }

            Now = new DateTimeOffset(Math.Max(due.Due, Now.UtcTicks), TimeSpan.Zero);
            MoveDueTimers();
        }

        Run(Take());
        return true;
    }

    private void MoveDueTimers()
    {
        while (_timers.TryPeek(out var timer, out var due) && due.Due <= Now.UtcTicks)
        {
            _timers.Dequeue();
            if (timer.IsArmed(due.Due) && timer.Process.IsAlive)
                _ready.Add(new ReadyStep(timer.Process, VirtualTimer.Fire, timer));
        }
    }

    private ReadyStep Take()
    {
        var index = _ready.Count > 1 && _shuffledPercent > 0 && (_shuffledPercent == 100 || _order.Next(100) < _shuffledPercent) ? _order.Next(_ready.Count) : 0;
        var step = _ready[index];
        _ready.RemoveAt(index);
        return step;
    }

    private void Run(ReadyStep step)
    {
        if (!step.Process.IsAlive || step.Process.Hold(step))
            return;
        StepsRun++;
        NextStep();
        Now += StepTime;
        Current = step.Process;
        _looks = 0;
        Trace.Ran(step);
        SynchronizationContext.SetSynchronizationContext(step.Process.Context);
        step.Callback(step.State);
        Current = null;
        if (_escape is not null)
            throw new SimulationException($"not deterministic: {_escape}");
        if (_failure is not null)
            throw _failure;
    }
}
