using System.Diagnostics.CodeAnalysis;

namespace CloudOrchestrator.Emulators.Functions.Triggers;

/// <summary>A schedule of six fields (second, minute, hour, day, month, day of week), or five without seconds. Days must fit both day fields, unlike classic cron.</summary>
internal sealed class NcrontabSchedule
{
    private static readonly string[] MonthNames = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    private static readonly string[] DayNames = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    private readonly string _text;
    private readonly ulong _seconds;
    private readonly ulong _minutes;
    private readonly ulong _hours;
    private readonly ulong _days;
    private readonly ulong _months;
    private readonly ulong _weekDays;

    private NcrontabSchedule(string text, ulong[] fields)
    {
        _text = text;
        (_seconds, _minutes, _hours, _days, _months, _weekDays) = (fields[0], fields[1], fields[2], fields[3], fields[4], fields[5]);
    }

    /// <summary>Reads an expression; <paramref name="fault"/> says what is wrong with it.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out NcrontabSchedule? schedule, out string fault)
    {
        schedule = null;
        var fields = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length is not (5 or 6))
        {
            fault = $"it has {fields.Length} fields, not six (or five, without seconds)";
            return false;
        }

        if (fields.Length == 5)
            fields = ["0", .. fields];
        (string Name, int Min, int Max, string[] Names, int Base)[] kinds =
        [
            ("second", 0, 59, [], 0), ("minute", 0, 59, [], 0), ("hour", 0, 23, [], 0), ("day", 1, 31, [], 0), ("month", 1, 12, MonthNames, 1), ("day of week", 0, 6, DayNames, 0),
        ];
        var sets = new ulong[6];
        for (var i = 0; i < fields.Length; i++)
        {
            var (name, min, max, names, start) = kinds[i];
            if (Field(fields[i], min, max, names, start) is not { } set)
            {
                fault = $"'{fields[i]}' is not a {name} ({min} to {max}, *, a-b, /step, lists by comma)";
                return false;
            }

            sets[i] = set;
        }

        var read = new NcrontabSchedule(text, sets);
        if (read.Next(DateTimeOffset.UnixEpoch) is null)
        {
            fault = "there is no such day";
            return false;
        }

        (schedule, fault) = (read, "");
        return true;
    }

    /// <summary>The first time after <paramref name="after"/>, in UTC; null when there is none within nine years (29 February may be eight years off).</summary>
    public DateTimeOffset? Next(DateTimeOffset after)
    {
        var utc = after.UtcDateTime;
        var second = new DateTime(utc.Year, utc.Month, utc.Day, utc.Hour, utc.Minute, utc.Second, DateTimeKind.Utc).AddSeconds(1);
        var last = second.AddYears(9);
        for (var day = second.Date; day <= last; day = day.AddDays(1))
        {
            if (!Has(_months, day.Month) || !Has(_days, day.Day) || !Has(_weekDays, (int)day.DayOfWeek))
                continue;
            var from = day == second.Date ? second.TimeOfDay : TimeSpan.Zero;
            if (TimeOfDay(from) is { } time)
                return new DateTimeOffset(day + time, TimeSpan.Zero);
        }

        return null;
    }

    /// <inheritdoc/>
    public override string ToString() => _text;

    private static bool Has(ulong set, int value) => (set & (1UL << value)) != 0;

    private static ulong? Field(string text, int min, int max, string[] names, int start)
    {
        ulong set = 0;
        foreach (var part in text.Split(','))
        {
            var step = part.Split('/');
            if (step.Length > 2 || !Range(step[0], min, max, names, start, out var low, out var high))
                return null;
            var by = 1;
            if (step.Length == 2 && (!int.TryParse(step[1], out by) || by < 1))
                return null;
            if (step.Length == 2 && low == high)
                high = max;
            for (var value = low; value <= high; value += by)
                set |= 1UL << value;
        }

        return set;
    }

    private static bool Range(string text, int min, int max, string[] names, int start, out int low, out int high)
    {
        (low, high) = (min, max);
        if (text == "*")
            return true;
        var ends = text.Split('-');
        if (ends.Length > 2 || !Value(ends[0], names, start, out low) || !Value(ends[^1], names, start, out high))
            return false;
        return low >= min && high <= max && low <= high;
    }

    private static bool Value(string text, string[] names, int start, out int value)
    {
        if (int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out value))
            return true;
        value = Array.FindIndex(names, name => text.StartsWith(name, StringComparison.OrdinalIgnoreCase)) + start;
        return value >= start && names.Length > 0 && text.Length >= 3;
    }

    private TimeSpan? TimeOfDay(TimeSpan from)
    {
        for (var hour = from.Hours; hour < 24; hour++)
        {
            if (!Has(_hours, hour))
                continue;
            for (var minute = hour == from.Hours ? from.Minutes : 0; minute < 60; minute++)
            {
                if (!Has(_minutes, minute))
                    continue;
                for (var second = hour == from.Hours && minute == from.Minutes ? from.Seconds : 0; second < 60; second++)
                {
                    if (Has(_seconds, second))
                        return new TimeSpan(hour, minute, second);
                }
            }
        }

        return null;
    }
}
