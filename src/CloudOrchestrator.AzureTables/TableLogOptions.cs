namespace CloudOrchestrator.AzureTables;

/// <summary>How a <see cref="TableLog"/> works.</summary>
public sealed record TableLogOptions
{
    /// <summary>
    /// Most records of one append: <c>ObjectStoreOptions.BatchRecordsMax</c> for this log. A transaction has 100 operations; a record takes two, and some are
    /// left for values that need rows of their own.
    /// </summary>
    public const int BatchRecordsMax = 45;

    /// <summary>
    /// <c>ObjectStoreOptions.BatchBytesMax</c> for this log: with one more value of 1.5 MB on top, a transaction stays below the 4 MiB a request may have,
    /// even when nothing can be compressed.
    /// </summary>
    public const int BatchBytesMax = 512 << 10;

    /// <summary>Pause between two looks at a stream's head while somebody waits for it, right after a change. Default 100 ms.</summary>
    public TimeSpan PollDelayMin { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Pause it grows to while nothing changes. Default 1 s.</summary>
    public TimeSpan PollDelayMax { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// A head seen longer ago than this is checked again in the append that builds on it. Must be far below <see cref="TrimAgeMin"/>, because a record that was
    /// trimmed can be inserted again. Default 2 minutes.
    /// </summary>
    public TimeSpan HeadTrust { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Records younger than this, by the service's clock, are never trimmed, whatever the caller says. Default 10 minutes.</summary>
    public TimeSpan TrimAgeMin { get; init; } = TimeSpan.FromMinutes(10);
}
