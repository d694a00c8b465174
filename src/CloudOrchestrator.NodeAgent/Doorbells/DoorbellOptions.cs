namespace CloudOrchestrator.NodeAgent.Doorbells;

/// <summary>How long a bell may be lost before what it told of is noticed.</summary>
public sealed record DoorbellOptions
{
    /// <summary>The stream whose loss hurts most, the node's work itself, which is asked about often.</summary>
    public string WorkStream { get; init; } = "pods";

    /// <summary>
    /// How long the work may wait for a bell that was lost: at each multiple of this, at times all nodes have in common but for <see cref="Phase"/>, the work is asked for
    /// without one. What that finds is taken for what it is; nothing else is asked for because of it.
    /// </summary>
    public TimeSpan WorkFallback { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The same for all other streams; each costs a request per node, and a node follows many.</summary>
    public TimeSpan Fallback { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long after the time common to all nodes this one asks without a bell.</summary>
    public TimeSpan Phase { get; init; }
}
