namespace CloudOrchestrator.NodeAgent.Workers;

/// <summary>How long failed work waits.</summary>
internal static class RetryDelays
{
    private const int DoublingsMax = 20;
    private static readonly TimeSpan SetupFirst = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan SetupLongest = TimeSpan.FromSeconds(122);
    private static readonly TimeSpan PullFirst = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan PullLongest = TimeSpan.FromSeconds(300);

    /// <summary>Volumes, sandboxes, creation of containers: half a second, doubled.</summary>
    public static TimeSpan ForSetup(int failuresBefore) => Doubled(SetupFirst, failuresBefore, SetupLongest);

    /// <summary>Image pulls: ten seconds, doubled.</summary>
    public static TimeSpan ForPull(int failuresBefore) => Doubled(PullFirst, failuresBefore, PullLongest);

    private static TimeSpan Doubled(TimeSpan first, int times, TimeSpan longest)
    {
        var delay = first * Math.Pow(2, Math.Min(times, DoublingsMax));
        return delay < longest ? delay : longest;
    }
}
