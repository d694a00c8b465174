using System.Globalization;

namespace CloudOrchestrator.Simulation;

/// <summary>What became of a seed.</summary>
public sealed class SimulationResult(int seed, string description, History history, IReadOnlyList<string> faults)
{
    /// <summary>The seed.</summary>
    public int Seed { get; } = seed;

    /// <summary>The cluster and the troubles it had.</summary>
    public string Description { get; } = description;

    /// <summary>What happened.</summary>
    public History History { get; } = history;

    /// <summary>Exceptions that production code reported and no injected trouble explains.</summary>
    public IReadOnlyList<string> Faults { get; } = faults;

    /// <summary>Why the run could not be carried through; null when it was.</summary>
    public string? Failure { get; internal set; }

    /// <summary>How much happened.</summary>
    public SimulationCounts Counts { get; internal set; }

    /// <summary>How many continuations ran.</summary>
    public long Steps { get; internal set; }

    /// <summary>How long it took, in the world's time.</summary>
    public TimeSpan Time { get; internal set; }

    /// <summary>Equal for equal runs.</summary>
    public string TraceHash { get; internal set; } = "";

    /// <summary>What the checks found in the history.</summary>
    public IReadOnlyList<string> Broken { get; internal set; } = [];

    /// <summary>The first rule that was broken; null when all held.</summary>
    public string? FirstBroken =>
        Failure ?? (Broken.Count > 0 ? Broken[0] : History.NotConverged is { } missing ? $"not converged: {missing}" : Faults.Count > 0 ? $"unexpected fault: {Faults[0]}" : null);

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"seed {Seed}: {FirstBroken ?? "good"} ({Description}; {Steps} steps in {Time.TotalSeconds:F0} s, at rest after {History.ConvergedAfter?.TotalSeconds:F0} s, "
            + $"trace {TraceHash})");
}
