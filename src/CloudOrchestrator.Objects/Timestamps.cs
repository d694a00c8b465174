namespace CloudOrchestrator.Objects;

/// <summary><c>metav1.Time</c> and <c>metav1.MicroTime</c>: their text forms and precision.</summary>
public static class Timestamps
{
    private const int SecondsLength = 20;
    private const int MicroLength = 27;

    /// <summary>RFC 3339, UTC, whole seconds.</summary>
    public static string Format(DateTimeOffset time) => string.Create(SecondsLength, time.UtcDateTime, static (text, utc) =>
    {
        WriteSeconds(text, utc);
        text[^1] = 'Z';
    });

    /// <summary>RFC 3339, UTC, microseconds.</summary>
    public static string FormatMicro(DateTimeOffset time) => string.Create(MicroLength, time.UtcDateTime, static (text, utc) =>
    {
        WriteSeconds(text, utc);
        text[SecondsLength - 1] = '.';
        Write(text[SecondsLength..^1], (int)(utc.Ticks % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMicrosecond));
        text[^1] = 'Z';
    });

    /// <summary>The time without fractions of its second: what is left of it when it is written and read again.</summary>
    public static DateTimeOffset WholeSeconds(DateTimeOffset time) => time.AddTicks(-(time.UtcTicks % TimeSpan.TicksPerSecond));

    // Several are written per request, and the general formatting takes ten times as long.
    private static void WriteSeconds(Span<char> text, DateTime utc)
    {
        Write(text[..4], utc.Year);
        text[4] = '-';
        Write(text[5..7], utc.Month);
        text[7] = '-';
        Write(text[8..10], utc.Day);
        text[10] = 'T';
        Write(text[11..13], utc.Hour);
        text[13] = ':';
        Write(text[14..16], utc.Minute);
        text[16] = ':';
        Write(text[17..19], utc.Second);
    }

    private static void Write(Span<char> digits, int value)
    {
        for (var index = digits.Length - 1; index >= 0; index--, value /= 10)
            digits[index] = (char)('0' + (value % 10));
    }
}
