namespace CloudOrchestrator.ServiceBus.Doorbells;

/// <summary>
/// A node agent's ear: one long poll at its queue. Rings that have piled up are heard as one. Whether more has piled up is asked only when the first ring is old:
/// behind a fresh one there is nothing, and asking costs an operation.
/// </summary>
public sealed class NodeDoorbellReceiver(ServiceBusClient client, string queue, TimeSpan wait)
{
    private const int MostAtOnce = 100;

    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(3);

    private readonly ServiceBusReceiver _receiver = client.CreateReceiver(queue);

    /// <summary>Listens at a queue with polls of 60 seconds.</summary>
    public NodeDoorbellReceiver(ServiceBusClient client, string queue)
        : this(client, queue, TimeSpan.FromSeconds(60))
    {
    }

    /// <summary>Waits for a ring; silence when the wait is over. Rings are taken off the queue before this returns.</summary>
    /// <exception cref="ServiceBusException">The queue is missing, the credential is too old, or the service could not be reached.</exception>
    public async Task<Ring> WaitAsync(CancellationToken cancellationToken)
    {
        var streams = new HashSet<string>(StringComparer.Ordinal);
        var isUnclear = false;
        string? trace = null;
        var message = await _receiver.ReceiveMessageAsync(wait, cancellationToken);
        var isOld = message is not null && client.ServiceNow - message.EnqueuedTime > Fresh;
        for (var heard = 0; message is not null; heard++)
        {
            if (DoorbellMessage.Decode(message.Body) is { } ring)
            {
                streams.UnionWith(ring.Streams);
                trace = ring.TraceParent ?? trace;
            }
            else
            {
                isUnclear = true;
            }

            await CompleteAsync(message, cancellationToken);
            message = isOld && heard < MostAtOnce ? await _receiver.ReceiveMessageAsync(TimeSpan.Zero, cancellationToken) : null;
        }
        return new Ring(streams, isUnclear, trace);
    }

    private async Task CompleteAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken)
    {
        try
        {
            await _receiver.CompleteMessageAsync(message, cancellationToken);
        }
        catch (ServiceBusException exception) when (exception.Reason == ServiceBusFailureReason.MessageLockLost)
        {
            // It will ring once more, which is harmless.
        }
    }
}
