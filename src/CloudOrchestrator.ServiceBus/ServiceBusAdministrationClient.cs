using System.Globalization;
using Azure;
using Azure.Core;
using CloudOrchestrator.ServiceBus.Pipeline;
using CloudOrchestrator.ServiceBus.Protocol;

namespace CloudOrchestrator.ServiceBus;

/// <summary>Creates, looks at and deletes queues.</summary>
public sealed class ServiceBusAdministrationClient
{
    private const int PageSize = 100;

    private readonly ServiceBusPipeline _pipeline;

    internal ServiceBusAdministrationClient(ServiceBusPipeline pipeline) => _pipeline = pipeline;

    /// <summary>Creates a queue; fails with MessagingEntityAlreadyExists when there is one of this name.</summary>
    public async Task CreateQueueAsync(CreateQueueOptions options, CancellationToken cancellationToken)
    {
        using var request = Request(RequestMethod.Put, options.Name);
        request.Request.Headers.Add("Content-Type", "application/atom+xml;type=entry;charset=utf-8");
        request.Request.Content = RequestContent.Create(QueueXml.Write(options));
        await _pipeline.SendAsync(request, TimeSpan.Zero, cancellationToken);
    }

    /// <summary>Creates a queue unless it exists; true when it was created.</summary>
    public async Task<bool> CreateQueueIfMissingAsync(CreateQueueOptions options, CancellationToken cancellationToken)
    {
        try
        {
            await CreateQueueAsync(options, cancellationToken);
            return true;
        }
        catch (ServiceBusException exception) when (exception.Reason == ServiceBusFailureReason.MessagingEntityAlreadyExists)
        {
            return false;
        }
    }

    /// <summary>Whether a queue exists.</summary>
    public async Task<bool> QueueExistsAsync(string queue, CancellationToken cancellationToken) =>
        (await ReadAsync(queue, cancellationToken)).Count > 0;

    /// <summary>What a queue holds; fails with MessagingEntityNotFound when there is no such queue.</summary>
    public async Task<QueueRuntimeProperties> GetQueueRuntimePropertiesAsync(string queue, CancellationToken cancellationToken) =>
        await ReadAsync(queue, cancellationToken) is [var properties, ..]
            ? properties
            : throw new ServiceBusException(ServiceBusFailureReason.MessagingEntityNotFound, $"there is no queue '{queue}' in {_pipeline.Endpoint.Authority}", 404);

    /// <summary>Deletes a queue with all that is in it; false when there was none.</summary>
    public async Task<bool> DeleteQueueAsync(string queue, CancellationToken cancellationToken)
    {
        using var request = Request(RequestMethod.Delete, queue);
        var response = await _pipeline.SendAsync(request, TimeSpan.Zero, cancellationToken, 404, 410);
        return response.Status is not (404 or 410);
    }

    /// <summary>All queues of the namespace. One that is created or deleted meanwhile may be missed or shown.</summary>
    public async Task<IReadOnlyList<QueueRuntimeProperties>> GetQueuesAsync(CancellationToken cancellationToken)
    {
        var queues = new List<QueueRuntimeProperties>();
        IReadOnlyList<QueueRuntimeProperties> page;
        do
        {
            var uri = string.Create(
                CultureInfo.InvariantCulture, $"$Resources/Queues?api-version={ServiceBusClientOptions.ManagementVersion}&$skip={queues.Count}&$top={PageSize}");
            using var request = _pipeline.CreateMessage(RequestMethod.Get, new Uri(_pipeline.Endpoint, uri), new ServiceBusOperation("manage"));
            page = QueueXml.Read(await _pipeline.SendAsync(request, TimeSpan.Zero, cancellationToken));
            queues.AddRange(page);
        }
        while (page.Count == PageSize);
        return queues;
    }

    private async Task<IReadOnlyList<QueueRuntimeProperties>> ReadAsync(string queue, CancellationToken cancellationToken)
    {
        using var request = Request(RequestMethod.Get, queue);
        var response = await _pipeline.SendAsync(request, TimeSpan.Zero, cancellationToken, 404);
        return response.Status == 404 ? [] : QueueXml.Read(response);
    }

    private HttpMessage Request(RequestMethod method, string queue) => _pipeline.CreateMessage(
        method,
        new Uri($"{ServiceBusSas.QueueUri(_pipeline.Endpoint, queue).AbsoluteUri}?api-version={ServiceBusClientOptions.ManagementVersion}"),
        new ServiceBusOperation("manage"));
}
