using System.Globalization;

namespace CloudOrchestrator.Simulation.Runtime;

/// <summary>
/// What is told of a run: every step goes into a hash, by which two runs of a seed are compared; what is worth reading goes to a writer, if there is one.
/// </summary>
public sealed class Trace(TextWriter? output, bool everyStep, bool objects)
{
    private ulong _hash = 14_695_981_039_346_656_037;

    /// <summary>The hash of all that has happened.</summary>
    public string Hash => _hash.ToString("x16", CultureInfo.InvariantCulture);

    /// <summary>True when somebody reads.</summary>
    public bool IsRead => output is not null;

    /// <summary>True when somebody reads what objects look like.</summary>
    public bool ShowsObjects => objects && IsRead;

    /// <summary>Takes what happens often into the hash, without saying it.</summary>
    public void Mark(string who, string what, long number)
    {
        Add(who);
        Add(what);
        Add((ulong)number);
    }

    /// <summary>Tells something worth reading.</summary>
    public void Tell(World world, string who, string what)
    {
        Add(who);
        Add(what);
        Write(world, who, what);
    }

    /// <summary>Tells something that is expensive to say, but only to a reader.</summary>
    public void Tell(World world, string who, Func<string> what)
    {
        if (output is not null)
            Write(world, who, what());
    }

    internal void Ran(in ReadyStep step)
    {
        Add(step.Process.Name);
        Add((ulong)step.Process.World.Now.UtcTicks);
        if (everyStep)
            Write(step.Process.World, step.Process.Name, "· " + StepName.Of(step.Callback, step.State));
    }

    private void Write(World world, string who, string what) => output?.WriteLine(
        string.Create(CultureInfo.InvariantCulture, $"{(world.Now - World.Start).TotalSeconds,11:F5} {world.Step,8} {who,-14} {what}"));

    private void Add(string text)
    {
        foreach (var letter in text)
            _hash = (_hash ^ letter) * 1_099_511_628_211;
    }

    private void Add(ulong number)
    {
        _hash = (_hash ^ number) * 1_099_511_628_211;
    }
}
