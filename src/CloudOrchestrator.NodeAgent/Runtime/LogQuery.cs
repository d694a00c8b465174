namespace CloudOrchestrator.NodeAgent.Runtime;

/// <summary>The part of a log to read.</summary>
public sealed record LogQuery
{
    /// <summary>Wait for more until the container ends.</summary>
    public bool Follow { get; init; }

    /// <summary>Only this many last lines; null for all.</summary>
    public long? TailLines { get; init; }

    /// <summary>Only what was written at this time or later.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Begin each line with its time in RFC 3339 with nanoseconds.</summary>
    public bool Timestamps { get; init; }
}
