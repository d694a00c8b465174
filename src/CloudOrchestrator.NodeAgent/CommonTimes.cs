namespace CloudOrchestrator.NodeAgent;

/// <summary>
/// When the nodes of a cluster do what each does every few minutes: together. An API that is billed while it executes, a second at least, then works for some seconds
/// every few minutes instead of a second for every request of every node.
/// </summary>
public static class CommonTimes
{
    // Short enough that few nodes share their seconds, long enough that a thousand do not come at once.
    private const int SpreadMilliseconds = 5_000;
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);

    /// <summary>How long after the common time a node comes; always the same for a name.</summary>
    public static TimeSpan PhaseOf(string node)
    {
        var hash = 2_166_136_261u;
        foreach (var letter in node)
            hash = (hash ^ letter) * 16_777_619;
        return TimeSpan.FromMilliseconds(hash % SpreadMilliseconds);
    }

    /// <summary>
    /// Time from now until the next common time, for what is done at an interval: between a tenth of it and a tenth more than it. Intervals below a minute are their own.
    /// </summary>
    public static TimeSpan Until(TimeSpan interval, TimeSpan phase, DateTimeOffset now)
    {
        if (interval < Shortest)
            return interval;
        var left = TimeSpan.FromTicks(interval.Ticks - ((now.UtcTicks - phase.Ticks) % interval.Ticks));
        return left < interval / 10 ? left + interval : left;
    }
}
