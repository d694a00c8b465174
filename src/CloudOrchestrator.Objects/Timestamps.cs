using System.Globalization;

namespace CloudOrchestrator.Objects;

/// <summary><c>metav1.Time</c> and <c>metav1.MicroTime</c>: their text forms and precision.</summary>
public static class Timestamps
{
    /// <summary>RFC 3339, UTC, whole seconds.</summary>
    public static string Format(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>RFC 3339, UTC, microseconds.</summary>
    public static string FormatMicro(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    /// <summary>The time without fractions of its second: what is left of it when it is written and read again.</summary>
    public static DateTimeOffset WholeSeconds(DateTimeOffset time) => time.AddTicks(-(time.UtcTicks % TimeSpan.TicksPerSecond));
}
