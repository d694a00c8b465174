using System.Globalization;

namespace CloudOrchestrator.Objects.Tests;

public sealed class TimestampsTests
{
    [Theory]
    [InlineData("0001-01-01T00:00:00.0000000+00:00")]
    [InlineData("2026-11-22T03:04:05.0067890+00:00")]
    [InlineData("2026-11-22T01:04:05.9999999+02:00")]
    [InlineData("9999-12-31T23:59:59.9999999+00:00")]
    public void Format_Time_IsRfc3339InUtc(string text)
    {
        var time = DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
        Assert.Equal(time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture), Timestamps.Format(time));
        Assert.Equal(time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture), Timestamps.FormatMicro(time));
    }
}
