using System.Diagnostics.Metrics;
using Azure.Core;
using Azure.Core.Pipeline;

namespace CloudOrchestrator.ServiceBus.Pipeline;

/// <summary>Counts what is billed, once per attempt.</summary>
internal sealed class MeteringPolicy : HttpPipelineSynchronousPolicy
{
    private static readonly Meter Meter = new("CloudOrchestrator");

    private static readonly Counter<long> Operations = Meter.CreateCounter<long>(
        "cloudorchestrator.servicebus.operations", "{operation}", "Operations sent to Service Bus, retries included; a send counts its messages");

    public override void OnSendingRequest(HttpMessage message)
    {
        if (message.TryGetProperty(typeof(ServiceBusOperation), out var value) && value is ServiceBusOperation operation)
            Operations.Add(operation.Count, new KeyValuePair<string, object?>("operation", operation.Name));
    }
}
