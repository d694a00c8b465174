using Azure.Core;
using Azure.Core.Pipeline;
using CloudOrchestrator.Objects;

namespace CloudOrchestrator.ServiceBus.Pipeline;

/// <summary>Sets a clock by the Date header of every answer; add it per retry.</summary>
public sealed class ServiceClockPolicy(ServiceClock clock) : HttpPipelineSynchronousPolicy
{
    /// <inheritdoc/>
    public override void OnSendingRequest(HttpMessage message) => message.SetProperty(typeof(ServiceClockPolicy), clock.GetTimestamp());

    /// <inheritdoc/>
    public override void OnReceivedResponse(HttpMessage message)
    {
        if (message.HasResponse && message.Response.Headers.Date is { } date && message.TryGetProperty(typeof(ServiceClockPolicy), out var sent))
            clock.Observe(date, (long)sent!);
    }
}
