using Azure.Core;
using CloudOrchestrator.ServiceBus.Pipeline;
using CloudOrchestrator.ServiceBus.Protocol;

namespace CloudOrchestrator.ServiceBus;

/// <summary>Sends to one queue.</summary>
public sealed class ServiceBusSender
{
    private readonly ServiceBusPipeline _pipeline;
    private readonly Uri _messages;

    internal ServiceBusSender(ServiceBusPipeline pipeline, string queue)
    {
        _pipeline = pipeline;
        EntityPath = queue;
        _messages = new Uri($"{ServiceBusSas.QueueUri(pipeline.Endpoint, queue).AbsoluteUri}/messages");
    }

    /// <summary>The queue.</summary>
    public string EntityPath { get; }

    /// <summary>Sends one message.</summary>
    public Task SendMessageAsync(ServiceBusMessage message, CancellationToken cancellationToken) => SendMessagesAsync([message], cancellationToken);

    /// <summary>
    /// Sends messages, in as few requests as their size allows, one after the other. A request is all or nothing; when one fails the earlier ones have been sent.
    /// A request that was repeated because its answer got lost may have been carried out twice.
    /// </summary>
    public async Task SendMessagesAsync(IEnumerable<ServiceBusMessage> messages, CancellationToken cancellationToken)
    {
        var options = _pipeline.Options;
        foreach (var batch in BatchWriter.Pack(messages, options.MaxBatchBytes, options.MaxBatchMessages))
        {
            using var request = _pipeline.CreateMessage(RequestMethod.Post, _messages, new ServiceBusOperation("send", batch.Units));
            request.Request.Headers.Add("Content-Type", BatchWriter.ContentType);
            request.Request.Content = RequestContent.Create(batch.Json);
            await _pipeline.SendAsync(request, TimeSpan.Zero, cancellationToken);
        }
    }

    /// <summary>Sends messages that become receivable at <paramref name="scheduledEnqueueTime"/>, by the service's clock.</summary>
    public Task ScheduleMessagesAsync(IReadOnlyCollection<ServiceBusMessage> messages, DateTimeOffset scheduledEnqueueTime, CancellationToken cancellationToken)
    {
        foreach (var message in messages)
            message.ScheduledEnqueueTime = scheduledEnqueueTime;
        return SendMessagesAsync(messages, cancellationToken);
    }
}
