using System.Globalization;
using Azure.Core;
using Azure.Core.Pipeline;

namespace CloudOrchestrator.ServiceBus.Pipeline;

/// <summary>
/// The service's clock as its answers show it. Scheduled times are the service's, so a client whose own clock is minutes off still schedules by the right one.
/// </summary>
internal sealed class ServiceClock(TimeProvider time) : HttpPipelineSynchronousPolicy
{
    // The Date header has whole seconds and is some latency old; a difference of this size says nothing.
    private static readonly TimeSpan Unreliable = TimeSpan.FromSeconds(3);

    private long _offsetTicks;

    public DateTimeOffset Now => time.GetUtcNow() + TimeSpan.FromTicks(Volatile.Read(ref _offsetTicks));

    public override void OnReceivedResponse(HttpMessage message)
    {
        if (!message.HasResponse || !message.Response.Headers.TryGetValue("Date", out var text)
            || !DateTimeOffset.TryParseExact(text, "R", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date))
        {
            return;
        }
        var offset = date - time.GetUtcNow();
        Volatile.Write(ref _offsetTicks, offset.Duration() < Unreliable ? 0 : offset.Ticks);
    }
}
