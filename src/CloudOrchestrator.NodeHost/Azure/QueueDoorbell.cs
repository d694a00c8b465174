using CloudOrchestrator.NodeAgent.Doorbells;
using CloudOrchestrator.ServiceBus;
using CloudOrchestrator.ServiceBus.Doorbells;

namespace CloudOrchestrator.NodeHost.Azure;

/// <summary>Waits at the node's queue and rings the bells that its messages name.</summary>
internal sealed class QueueDoorbell(NodeAccessSource access, NodeDoorbells bells, ServiceBusClientOptions options, TimeProvider time, ILogger log)
{
    private static readonly TimeSpan WithoutQueue = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan RetryMin = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RetryMax = TimeSpan.FromSeconds(30);

    private QueueGrant? _granted;
    private NodeDoorbellReceiver? _receiver;

    /// <summary>One attempt: whoever waits for minutes notices by itself that it has to try again.</summary>
    public static ServiceBusClientOptions Options(TimeProvider time) => new() { Time = time, Retry = { MaxRetries = 0 } };

    /// <summary>Receives until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var retry = RetryMin;
        while (true)
        {
            try
            {
                await HearAsync(await access.GetAsync(cancellationToken), cancellationToken);
                retry = RetryMin;
            }
            catch (Exception failure) when (failure is HttpRequestException or IOException or ServiceBusException)
            {
                log.LogWarning("The node's doorbell cannot be heard, trying again: {Message}", failure.Message);
                await Task.Delay(retry, time, cancellationToken);
                retry = retry * 2 < RetryMax ? retry * 2 : RetryMax;
            }
        }
    }

    private async Task HearAsync(NodeAccess current, CancellationToken cancellationToken)
    {
        if (current.Doorbell is not { } granted)
        {
            await Task.Delay(WithoutQueue, time, cancellationToken);
            bells.RingAll();
            return;
        }
        if (_receiver is null || granted != _granted)
        {
            (_receiver, _granted) = (ReceiverOf(granted), granted);
            // What rang before there was this queue is lost.
            bells.RingAll();
        }
        try
        {
            var ring = await _receiver.WaitAsync(cancellationToken);
            bells.Ring(ring.Streams, ring.TraceParent);
            if (ring.IsUnclear)
                bells.RingAll();
        }
        catch (ServiceBusException refused) when (refused.Status is 401 or 403 or 404 or 410)
        {
            // The API also makes the queue again.
            access.Refused(current);
            throw;
        }
    }

    private NodeDoorbellReceiver ReceiverOf(QueueGrant granted) => new(
        new ServiceBusClient(granted.Queue, new ServiceBusSasCredential(granted.Sas), options), Uri.UnescapeDataString(granted.Queue.AbsolutePath.Trim('/')));
}
