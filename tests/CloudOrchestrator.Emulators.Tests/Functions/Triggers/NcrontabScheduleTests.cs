using System.Globalization;
using CloudOrchestrator.Emulators.Functions.Triggers;

namespace CloudOrchestrator.Emulators.Tests.Functions.Triggers;

public sealed class NcrontabScheduleTests
{
    [Theory]
    [InlineData("0 */5 * * * *", "2025-01-01T00:00:00", "2025-01-01T00:05:00")]
    [InlineData("0 */5 * * * *", "2025-01-01T23:57:12", "2025-01-02T00:00:00")]
    [InlineData("*/10 * * * * *", "2025-01-01T00:00:09.5", "2025-01-01T00:00:10")]
    [InlineData("*/10 * * * * *", "2025-01-01T00:00:10", "2025-01-01T00:00:20")]
    [InlineData("0 30 9 * * Mon-Fri", "2025-01-03T09:30:00", "2025-01-06T09:30:00")]
    [InlineData("0 0 0 1 Jan *", "2025-01-01T00:00:00", "2026-01-01T00:00:00")]
    [InlineData("0 0 0 29 2 *", "2025-01-01T00:00:00", "2028-02-29T00:00:00")]
    [InlineData("0 0 0 13 * 5", "2025-01-01T00:00:00", "2025-06-13T00:00:00")]
    [InlineData("30 15 8,20 * * *", "2025-01-01T08:15:30", "2025-01-01T20:15:30")]
    [InlineData("0 10-20/5 * * * *", "2025-01-01T00:15:00", "2025-01-01T00:20:00")]
    [InlineData("*/5 * * * *", "2025-01-01T00:01:00", "2025-01-01T00:05:00")]
    [InlineData("59 59 23 31 12 *", "2025-12-31T23:59:58", "2025-12-31T23:59:59")]
    public void Next_IsTheFirstTimeAfter(string expression, string after, string expected)
    {
        Assert.True(NcrontabSchedule.TryParse(expression, out var schedule, out var fault), fault);
        Assert.Equal(Time(expected), schedule.Next(Time(after)));
    }

    [Theory]
    [InlineData("* * *", "it has 3 fields")]
    [InlineData("60 * * * * *", "'60' is not a second")]
    [InlineData("0 0 24 * * *", "'24' is not a hour")]
    [InlineData("0 0 0 * * 7", "'7' is not a day of week")]
    [InlineData("0 0 0 * 13 *", "'13' is not a month")]
    [InlineData("0 5-1 * * * *", "'5-1' is not a minute")]
    [InlineData("0 */0 * * * *", "'*/0' is not a minute")]
    [InlineData("0 x * * * *", "'x' is not a minute")]
    [InlineData("0 0 0 30 2 *", "there is no such day")]
    public void TryParse_Wrong_SaysWhatIs(string expression, string expected)
    {
        Assert.False(NcrontabSchedule.TryParse(expression, out _, out var fault));
        Assert.StartsWith(expected, fault, StringComparison.Ordinal);
    }

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
