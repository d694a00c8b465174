using System.Globalization;

namespace CloudOrchestrator.Objects;

/// <summary>Parses RFC 3339 times with Go's strictness and Go's wording of faults.</summary>
internal ref struct Rfc3339
{
    private const string Layout = "2006-01-02T15:04:05Z07:00";

    private readonly string _text;
    private ReadOnlySpan<char> _rest;
    private string? _problem;

    private Rfc3339(string text)
    {
        _text = text;
        _rest = text;
    }

    public static bool TryParse(string text, out DateTimeOffset time, out string problem)
    {
        var parser = new Rfc3339(text);
        time = parser.Parse();
        problem = parser._problem ?? "";
        return parser._problem is null;
    }

    private DateTimeOffset Parse()
    {
        var year = Number(4, "2006");
        Literal("-");
        var month = Number(2, "01");
        Literal("-");
        var day = Number(2, "02");
        Literal("T");
        var hour = Number(2, "15");
        Literal(":");
        var minute = Number(2, "04");
        Literal(":");
        var second = Number(2, "05");
        var ticks = Fraction();
        var offset = Zone();
        if (_problem is null && _rest.Length > 0)
            _problem = $"parsing time {GoText.Quote(_text)}: extra text: {GoText.Quote(_rest.ToString())}";
        CheckRange(year, month, day, hour, minute, second);
        if (_problem is not null)
            return default;
        var local = new DateTime(year, month, day, hour, minute, second, DateTimeKind.Unspecified).AddTicks(ticks);
        var utcTicks = Math.Clamp(local.Ticks - offset.Ticks, DateTime.MinValue.Ticks, DateTime.MaxValue.Ticks);
        return new DateTimeOffset(utcTicks, TimeSpan.Zero);
    }

    private void CheckRange(int year, int month, int day, int hour, int minute, int second)
    {
        if (_problem is not null)
            return;
        var outside = year < 1 ? "year"
            : month is < 1 or > 12 ? "month"
            : day < 1 || day > DateTime.DaysInMonth(year, month) ? "day"
            : hour > 23 ? "hour"
            : minute > 59 ? "minute"
            : second > 59 ? "second"
            : null;
        if (outside is not null)
            _problem = $"parsing time {GoText.Quote(_text)}: {outside} out of range";
    }

    private int Number(int digits, string element)
    {
        if (_problem is not null)
            return 0;
        if (_rest.Length < digits || _rest[..digits].ContainsAnyExceptInRange('0', '9'))
            return Fail(element);
        var value = int.Parse(_rest[..digits], NumberStyles.None, CultureInfo.InvariantCulture);
        _rest = _rest[digits..];
        return value;
    }

    private void Literal(string element)
    {
        if (_problem is not null)
            return;
        if (!_rest.StartsWith(element))
            Fail(element);
        else
            _rest = _rest[element.Length..];
    }

    private long Fraction()
    {
        if (_problem is not null || _rest is not (['.' or ',', >= '0' and <= '9', ..]))
            return 0;
        var length = _rest[1..].IndexOfAnyExceptInRange('0', '9');
        var digits = length < 0 ? _rest[1..] : _rest.Slice(1, length);
        _rest = _rest[(digits.Length + 1)..];
        long ticks = 0;
        for (var i = 0; i < 7; i++)
            ticks = (ticks * 10) + (i < digits.Length ? digits[i] - '0' : 0);
        return ticks;
    }

    private TimeSpan Zone()
    {
        if (_problem is not null)
            return default;
        if (_rest.StartsWith("Z"))
        {
            _rest = _rest[1..];
            return TimeSpan.Zero;
        }
        var shaped = _rest is ['+' or '-', _, _, ':', _, _, ..];
        if (!shaped || _rest.Slice(1, 2).ContainsAnyExceptInRange('0', '9') || _rest.Slice(4, 2).ContainsAnyExceptInRange('0', '9'))
        {
            Fail("Z07:00");
            return default;
        }
        var sign = _rest[0] == '-' ? -1 : 1;
        _rest = _rest[1..];
        var hours = Number(2, "Z07:00");
        Literal(":");
        var minutes = Number(2, "Z07:00");
        if (hours > 24 || minutes > 60)
            _problem = $"parsing time {GoText.Quote(_text)}: time zone offset {(hours > 24 ? "hour" : "minute")} out of range";
        return sign * new TimeSpan(hours, minutes, 0);
    }

    private int Fail(string element)
    {
        _problem ??= $"parsing time {GoText.Quote(_text)} as \"{Layout}\": cannot parse {GoText.Quote(_rest.ToString())} as {GoText.Quote(element)}";
        return 0;
    }
}
