using System.Text.Json.Serialization;

namespace CloudOrchestrator.Benchmarks.Scale;

/// <summary>What everything costs in a cluster of one size.</summary>
internal sealed record ScaleStep
{
    public int Nodes { get; init; }

    public long Pods { get; init; }

    /// <summary>Milliseconds by cost, in the order in which they were measured.</summary>
    public Dictionary<string, Cost> Costs { get; init; } = [];

    /// <summary>Pods of one more Deployment that were created and bound, per second, and how many.</summary>
    public double ScheduledPerSecond { get; init; }

    public int Scheduled { get; init; }

    /// <summary>Pods created already bound, per second, when this size was reached.</summary>
    public double FilledPerSecond { get; init; }

    public double ResidentMegabytes { get; init; }

    /// <summary>From a node's last lease until its 30 pods were replaced by bound ones; 0 where that was not tried.</summary>
    public double DeathSeconds { get; init; }

    /// <summary>The part of it after the node was seen to be silent and its pods were to leave.</summary>
    public double ReplacedSeconds { get; init; }

    /// <summary>One operation.</summary>
    /// <param name="P50">Median, in milliseconds.</param>
    /// <param name="P99">99th percentile, in milliseconds.</param>
    /// <param name="ServerMicroseconds">Processor time of the server.</param>
    internal sealed record Cost(double P50, double P99, double ServerMicroseconds);
}
