using System.Globalization;

namespace CloudOrchestrator.ServiceBus.Protocol;

/// <summary>Dates as broker properties carry them: HTTP's, whole seconds.</summary>
internal static class BrokerDate
{
    /// <summary>Rounds up, so that nothing is ever early.</summary>
    public static string Write(DateTimeOffset time)
    {
        var late = time.Ticks % TimeSpan.TicksPerSecond;
        return (late == 0 ? time : time.AddTicks(TimeSpan.TicksPerSecond - late)).UtcDateTime.ToString("R", CultureInfo.InvariantCulture);
    }

    public static DateTimeOffset Read(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : default;
}
