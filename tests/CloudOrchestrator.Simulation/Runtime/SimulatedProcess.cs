namespace CloudOrchestrator.Simulation.Runtime;

/// <summary>
/// A process of the simulated cluster: its context, its clock, its chance. Killed, it never does anything again, between any two awaits: no continuation, no timer,
/// no <c>finally</c>. What it holds in memory is lost with it.
/// </summary>
public sealed class SimulatedProcess
{
    private readonly List<Action> _killed = [];
    private readonly List<ReadyStep> _held = [];

    /// <summary>A process that begins to live.</summary>
    public SimulatedProcess(World world, string name, int seed, TimeSpan skew)
    {
        (World, Name) = (world, name);
        Context = new ProcessContext(this);
        Time = new ProcessTime(this, skew);
        Ids = new ProcessIds(seed);
        Chance = new Random(seed ^ 0x5eed);
    }

    /// <summary>The world it lives in.</summary>
    public World World { get; }

    /// <summary>Its name; a process started in place of a killed one has another.</summary>
    public string Name { get; }

    /// <summary>False once it has been killed.</summary>
    public bool IsAlive { get; private set; } = true;

    /// <summary>True while it stands still: nothing of it runs, and all of it later.</summary>
    public bool IsPaused { get; private set; }

    /// <summary>Its clock: the world's, set wrongly by its skew.</summary>
    public TimeProvider Time { get; }

    /// <summary>Its ids.</summary>
    public IIdSource Ids { get; }

    /// <summary>Its chance: decides what of the world meets it.</summary>
    public Random Chance { get; }

    /// <summary>Where its continuations run.</summary>
    public SynchronizationContext Context { get; }

    /// <summary>Kills it.</summary>
    public void Kill()
    {
        if (!IsAlive)
            return;
        IsAlive = false;
        World.Trace.Tell(World, Name, "killed");
        foreach (var told in _killed)
            told();
        _killed.Clear();
    }

    /// <summary>Lets it stand still, or go on.</summary>
    public void Pause(bool paused)
    {
        if (IsPaused == paused)
            return;
        IsPaused = paused;
        World.Trace.Tell(World, Name, paused ? "paused" : "goes on");
        if (paused)
            return;
        World.Release(_held);
        _held.Clear();
    }

    internal bool Hold(in ReadyStep step)
    {
        if (IsPaused)
            _held.Add(step);
        return IsPaused;
    }

    /// <summary>Does something as this process, as the next of its steps.</summary>
    public void Do(Action action) => World.Post(this, static state => ((Action)state!)(), action);

    /// <summary>Starts something as this process that must not fail.</summary>
    public void Begin(string what, Func<Task> work) => Do(() => _ = WatchedAsync(what, work));

    /// <summary>Does something as this process after a time.</summary>
    public void After(TimeSpan delay, Action action)
    {
        if (IsAlive)
            World.Arm(new VirtualTimer(this, _ => action(), null), delay);
    }

    /// <summary>Is called when this process is killed.</summary>
    public void WhenKilled(Action action) => _killed.Add(action);

    private async Task WatchedAsync(string what, Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception exception) when (exception is not SimulationException)
        {
            World.Fail($"{Name}: {what} ended with {exception.GetType().Name}: {exception.Message}", exception);
        }
    }
}
