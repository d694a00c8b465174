using System.Globalization;
using System.Text;

namespace CloudOrchestrator.Objects;

/// <summary>Go's text form of durations, such as <c>1m30s</c>, as nanoseconds.</summary>
internal static class GoDuration
{
    private const long Microsecond = 1_000;
    private const long Millisecond = 1_000_000;
    private const long Second = 1_000_000_000;
    private const long Minute = 60 * Second;
    private const long Hour = 60 * Minute;

    public static bool TryParse(string text, out long nanoseconds)
    {
        nanoseconds = 0;
        var rest = text.AsSpan();
        var negative = rest is ['-', ..];
        if (rest is ['-' or '+', ..])
            rest = rest[1..];
        if (rest is "0")
            return true;
        decimal total = 0;
        if (rest.Length == 0)
            return false;
        while (rest.Length > 0)
        {
            var digits = rest.IndexOfAnyExcept("0123456789.");
            if (digits is <= 0 or > 20 || !decimal.TryParse(rest[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
                return false;
            rest = rest[digits..];
            var end = rest.IndexOfAny("0123456789.");
            var unit = Unit(end < 0 ? rest : rest[..end]);
            rest = end < 0 ? [] : rest[end..];
            if (unit == 0)
                return false;
            total += decimal.Truncate(number * unit);
            if (total > long.MaxValue)
                return false;
        }
        nanoseconds = negative ? -(long)total : (long)total;
        return true;
    }

    public static string Format(long nanoseconds)
    {
        if (nanoseconds == 0)
            return "0s";
        var sign = nanoseconds < 0 ? "-" : "";
        var value = nanoseconds < 0 ? -(decimal)nanoseconds : nanoseconds;
        if (value < Second)
        {
            return sign + value switch
            {
                < Microsecond => Number(value) + "ns",
                < Millisecond => Number(value / Microsecond) + "µs",
                _ => Number(value / Millisecond) + "ms",
            };
        }
        var builder = new StringBuilder(sign);
        var hours = decimal.Truncate(value / Hour);
        var minutes = decimal.Truncate(value % Hour / Minute);
        if (hours > 0)
            builder.Append(Number(hours)).Append('h');
        if (hours > 0 || minutes > 0)
            builder.Append(Number(minutes)).Append('m');
        return builder.Append(Number(value % Minute / Second)).Append('s').ToString();
    }

    private static string Number(decimal value) => value.ToString("0.#########", CultureInfo.InvariantCulture);

    private static long Unit(ReadOnlySpan<char> unit) => unit switch
    {
        "ns" => 1,
        "us" or "µs" or "μs" => Microsecond,
        "ms" => Millisecond,
        "s" => Second,
        "m" => Minute,
        "h" => Hour,
        _ => 0,
    };
}
