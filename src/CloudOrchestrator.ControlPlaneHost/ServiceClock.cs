using Azure.Core;
using Azure.Core.Pipeline;

namespace CloudOrchestrator.ControlPlaneHost;

/// <summary>
/// The clock that all instances of a control plane share: the machine's own, set right by the Date header of the storage service when it is off by more than a header
/// of whole seconds can tell. So an instance whose clock is minutes off writes the same times as the others and schedules nothing too early or too late.
/// </summary>
internal sealed class ServiceClock(TimeProvider local) : TimeProvider
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(2);

    private long _offset;

    /// <inheritdoc/>
    public override long TimestampFrequency => local.TimestampFrequency;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => local.LocalTimeZone;

    /// <summary>What is added to the machine's clock.</summary>
    public TimeSpan Offset => TimeSpan.FromTicks(Volatile.Read(ref _offset));

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => local.GetUtcNow() + Offset;

    /// <inheritdoc/>
    public override long GetTimestamp() => local.GetTimestamp();

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => local.CreateTimer(callback, state, dueTime, period);

    /// <summary>The service said that it is <paramref name="date"/>, in an answer that took <paramref name="taken"/> and has just come.</summary>
    public void Observe(DateTimeOffset date, TimeSpan taken)
    {
        // The header is cut to whole seconds, and the answer is half its way old.
        var offset = date + TimeSpan.FromSeconds(0.5) + (taken / 2) - local.GetUtcNow();
        if ((offset - Offset).Duration() > Tolerance + taken)
            Volatile.Write(ref _offset, offset.Duration() > Tolerance + taken ? offset.Ticks : 0);
    }

    /// <summary>A policy that reads the header of every answer; add it per retry.</summary>
    public HttpPipelinePolicy Policy => new DatePolicy(this);

    private sealed class DatePolicy(ServiceClock clock) : HttpPipelinePolicy
    {
        public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
        {
            var started = clock.GetTimestamp();
            await ProcessNextAsync(message, pipeline);
            Observe(message, clock.GetElapsedTime(started));
        }

        public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
        {
            var started = clock.GetTimestamp();
            ProcessNext(message, pipeline);
            Observe(message, clock.GetElapsedTime(started));
        }

        private void Observe(HttpMessage message, TimeSpan taken)
        {
            if (message.HasResponse && message.Response.Headers.Date is { } date)
                clock.Observe(date, taken);
        }
    }
}
