using CloudOrchestrator.Emulators.ServiceBus;

namespace CloudOrchestrator.Emulators.Functions.Triggers;

/// <summary>The emulated Service Bus as triggers see it. A refusal is said and waited out, as the real client library retries.</summary>
internal sealed class BrokerMessageSource(ServiceBusBroker broker, EmulatorLog log, TimeProvider time) : IMessageSource
{
    // What the service tells a throttled client to wait.
    private static readonly TimeSpan RefusalPause = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    public async Task<IDisposable> ConnectAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return broker.Connect();
            }
            catch (ServiceBusBrokerException exception)
            {
                log.Write("trigger", exception.Message);
                await Task.Delay(RefusalPause, time, cancellationToken);
            }
        }
    }

    /// <inheritdoc/>
    public TimeSpan LockDuration(string queue) => broker.QueueExists(queue) ? broker.Settings(queue).LockDuration : TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    public int ActiveMessages(string queue) => broker.QueueExists(queue) ? broker.Counts(queue).Active : 0;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ReceivedMessage>> ReceiveAsync(string queue, int max, TimeSpan wait, CancellationToken cancellationToken)
    {
        try
        {
            var messages = await broker.PeekLockBatchAsync(queue, max, wait, cancellationToken);
            return [.. messages.Select(Convert)];
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return [];
        }
        catch (ServiceBusBrokerException exception)
        {
            log.Write("trigger", $"{queue}: {exception.Message}");
            await Task.Delay(RefusalPause, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return [];
        }
    }

    /// <inheritdoc/>
    public bool Complete(string queue, ReceivedMessage message) => Settle(queue, () => broker.CompleteAsync(queue, message.LockToken));

    /// <inheritdoc/>
    public bool Abandon(string queue, ReceivedMessage message) => Settle(queue, () => broker.AbandonAsync(queue, message.LockToken));

    /// <inheritdoc/>
    public bool Renew(string queue, ReceivedMessage message) => Settle(queue, () => broker.RenewAsync(queue, message.LockToken));

    private static ReceivedMessage Convert(LockedMessage locked) => new()
    {
        LockToken = locked.LockToken,
        SequenceNumber = locked.SequenceNumber,
        DeliveryCount = locked.DeliveryCount,
        MessageId = locked.Message.MessageId,
        EnqueuedTime = locked.EnqueuedTime,
        ExpiresAt = locked.ExpiresAt,
        LockedUntil = locked.LockedUntil,
        Body = locked.Message.Body,
        ContentType = locked.Message.ContentType,
        CorrelationId = locked.Message.CorrelationId,
        Subject = locked.Message.Label,
        To = locked.Message.To,
        ReplyTo = locked.Message.ReplyTo,
        ApplicationProperties = locked.Message.Properties.ToDictionary(property => property.Key, property => (object?)property.Value),
    };

    private bool Settle(string queue, Func<Task> settle)
    {
        try
        {
            // The broker is in memory: its tasks are done when they are returned.
            settle().GetAwaiter().GetResult();
            return true;
        }
        catch (ServiceBusBrokerException exception) when (exception.Failure is BrokerFailure.LockLost or BrokerFailure.QueueNotFound)
        {
            return false;
        }
        catch (ServiceBusBrokerException exception)
        {
            log.Write("trigger", $"{queue}: {exception.Message}");
            return false;
        }
    }
}
