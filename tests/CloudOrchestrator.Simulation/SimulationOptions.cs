using CloudOrchestrator.Simulation.Workload;

namespace CloudOrchestrator.Simulation;

/// <summary>How a seed is run. The defaults are what <c>infra/simulate</c> runs; a seed means a run only together with its options.</summary>
public sealed record SimulationOptions
{
    /// <summary>Where the trace goes; null for nowhere.</summary>
    public TextWriter? Trace { get; init; }

    /// <summary>True to tell every continuation in the trace.</summary>
    public bool EveryStep { get; init; }

    /// <summary>True to tell in the trace what every stored object looks like.</summary>
    public bool Objects { get; init; }

    /// <summary>True for a short run: two users of a few steps each, three nodes, a small control plane.</summary>
    public bool Short { get; init; }

    /// <summary>False for a run without troubles.</summary>
    public bool Troubles { get; init; } = true;

    /// <summary>What happens instead of users and troubles by chance; the seed decides only who comes first. Null for chance.</summary>
    public Func<Stage, Task>? Script { get; init; }

    /// <summary>How long the cluster may take to come to rest; null for as long as its slowest ways take.</summary>
    public TimeSpan? RestMax { get; init; }

    /// <summary>Where parts of the cluster can be replaced.</summary>
    public ClusterSeams Seams { get; init; } = new();
}
