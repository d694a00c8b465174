using System.Globalization;

namespace CloudOrchestrator.Kinds.Printing;

/// <summary>Durations as kubectl shows ages.</summary>
internal static class Durations
{
    /// <summary>Two significant units at most: <c>5s</c>, <c>3m10s</c>, <c>7h5m</c>, <c>2d3h</c>, <c>400d</c>, <c>3y20d</c>.</summary>
    public static string Human(TimeSpan duration)
    {
        var seconds = (long)duration.TotalSeconds;
        if (seconds < -1)
            return "<invalid>";
        if (seconds < 0)
            return "0s";
        if (seconds < 120)
            return Text(seconds, "s");
        var minutes = seconds / 60;
        if (minutes < 10)
            return Text(minutes, "m", seconds % 60, "s");
        if (minutes < 180)
            return Text(minutes, "m");
        var hours = minutes / 60;
        return hours switch
        {
            < 8 => Text(hours, "h", minutes % 60, "m"),
            < 48 => Text(hours, "h"),
            < 24 * 8 => Text(hours / 24, "d", hours % 24, "h"),
            < 24 * 365 * 2 => Text(hours / 24, "d"),
            < 24 * 365 * 8 => Text(hours / 24 / 365, "y", hours / 24 % 365, "d"),
            _ => Text(hours / 24 / 365, "y"),
        };
    }

    private static string Text(long large, string largeUnit, long small = 0, string smallUnit = "") => small == 0
        ? string.Create(CultureInfo.InvariantCulture, $"{large}{largeUnit}")
        : string.Create(CultureInfo.InvariantCulture, $"{large}{largeUnit}{small}{smallUnit}");
}
