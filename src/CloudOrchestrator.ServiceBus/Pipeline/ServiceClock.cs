using System.Globalization;
using Azure.Core;
using Azure.Core.Pipeline;

namespace CloudOrchestrator.ServiceBus.Pipeline;

/// <summary>
/// The service's clock as its answers show it. Scheduled times are the service's, so a client whose own clock is minutes off still schedules by the right one.
/// Right to <see cref="Uncertainty"/>.
/// </summary>
internal sealed class ServiceClock(TimeProvider time) : HttpPipelineSynchronousPolicy
{
    /// <summary>How far off <see cref="Now"/> may be: a slow answer, the whole seconds of a date, and a difference too small to be acted on.</summary>
    public static readonly TimeSpan Uncertainty = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Negligible = TimeSpan.FromSeconds(2);

    // An answer that was long under way, a long poll above all or one read by a process that was frozen meanwhile, does not tell what time it is.
    private static readonly TimeSpan SlowAnswer = TimeSpan.FromSeconds(2);

    private long _offsetTicks;

    public DateTimeOffset Now => time.GetUtcNow() + TimeSpan.FromTicks(Volatile.Read(ref _offsetTicks));

    public override void OnSendingRequest(HttpMessage message) => message.SetProperty(typeof(ServiceClock), time.GetTimestamp());

    public override void OnReceivedResponse(HttpMessage message)
    {
        if (!message.HasResponse || !message.TryGetProperty(typeof(ServiceClock), out var sent) || time.GetElapsedTime((long)sent!) > SlowAnswer
            || !message.Response.Headers.TryGetValue("Date", out var text)
            || !DateTimeOffset.TryParseExact(text, "R", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date))
        {
            return;
        }
        var offset = date - time.GetUtcNow();
        Volatile.Write(ref _offsetTicks, offset.Duration() <= Negligible ? 0 : offset.Ticks);
    }
}
