using System.Globalization;

namespace CloudOrchestrator.NodeAgent.Pods;

/// <summary>Durations as Kubernetes' messages print them: <c>10s</c>, <c>2m40s</c>, <c>1.25s</c>, <c>150ms</c>.</summary>
public static class GoDuration
{
    /// <summary>The text.</summary>
    public static string Format(TimeSpan duration)
    {
        if (duration < TimeSpan.FromSeconds(1))
            return duration == TimeSpan.Zero ? "0s" : Invariant($"{duration.TotalMilliseconds:0.###}ms");
        var seconds = duration.TotalSeconds - (60 * Math.Floor(duration.TotalMinutes));
        if (duration < TimeSpan.FromMinutes(1))
            return Invariant($"{seconds:0.###}s");
        return duration < TimeSpan.FromHours(1)
            ? Invariant($"{(int)duration.TotalMinutes}m{seconds:0.###}s")
            : Invariant($"{(int)duration.TotalHours}h{duration.Minutes}m{seconds:0.###}s");
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
