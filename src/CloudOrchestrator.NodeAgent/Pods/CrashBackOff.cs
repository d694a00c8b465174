namespace CloudOrchestrator.NodeAgent.Pods;

/// <summary>
/// How long a container that ended waits for its next start: not at all the first time, then 10 seconds, doubled each time up to five minutes; anew after a run
/// of ten minutes. The count travels in a label of each run (the back-off level), so that it outlives the agent.
/// </summary>
public static class CrashBackOff
{
    private const int LevelMax = 6;

    /// <summary>A run of this length is no crash.</summary>
    public static readonly TimeSpan ResetAfter = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan Initial = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(300);

    /// <summary>The wait before the start that follows an ended run, and the level of that start.</summary>
    public static (TimeSpan Delay, int NextLevel) After(ObservedContainer ended)
    {
        var ran = ended.StartedAt is { } start && ended.FinishedAt is { } end ? end - start : TimeSpan.Zero;
        var level = ran >= ResetAfter ? 0 : ended.BackOffLevel;
        return (DelayOf(level), Math.Min(level + 1, LevelMax));
    }

    private static TimeSpan DelayOf(int level)
    {
        if (level == 0)
            return TimeSpan.Zero;
        var delay = Initial * Math.Pow(2, level - 1);
        return delay < Longest ? delay : Longest;
    }
}
