namespace CloudOrchestrator.NodeAgent.Doorbells;

/// <summary>How long a bell may be lost before what it told of is noticed.</summary>
public sealed record DoorbellOptions
{
    /// <summary>The stream whose loss hurts most, the node's work itself, which is asked about often.</summary>
    public string WorkStream { get; init; } = "pods";

    /// <summary>Time after which the work is asked for without a bell. When that finds something, everything else is asked for too: bells are being lost.</summary>
    public TimeSpan WorkFallback { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The same for all other streams; each costs a request per node, and a node follows many.</summary>
    public TimeSpan Fallback { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long after the time common to all nodes this one asks without a bell.</summary>
    public TimeSpan Phase { get; init; }
}
