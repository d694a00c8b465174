using System.Globalization;

namespace CloudOrchestrator.ServiceBus.Work;

/// <summary>
/// Work that was given up: by us, in the poison queue, with a reason; by the host when a handler crashed over and over, in the work queue's dead letters.
/// REST cannot look at messages without locking them, so what is listed is locked for a moment and given back.
/// </summary>
public sealed class PoisonQueue(ServiceBusClient client, ServiceBusWorkQueueOptions options)
{
    internal const string ReasonProperty = "reason";
    internal const string AttemptsProperty = "attempts";
    internal const int LongestReason = 4_000;

    /// <summary>Shows up to <paramref name="max"/> messages of each place.</summary>
    public async Task<IReadOnlyList<PoisonedMessage>> ListAsync(int max, CancellationToken cancellationToken)
    {
        var found = new List<PoisonedMessage>();
        await VisitAsync(max, (_, message, _) =>
        {
            found.Add(message);
            return Task.FromResult(false);
        }, cancellationToken);
        return found;
    }

    /// <summary>Sends the items of up to <paramref name="max"/> messages of each place again, as first tries, and removes the messages.</summary>
    public async Task<RedriveResult> RedriveAsync(int max, CancellationToken cancellationToken)
    {
        var redriven = new List<PoisonedMessage>();
        var unreadable = new List<PoisonedMessage>();
        var sender = client.CreateSender(options.Queue);
        await VisitAsync(max, async (_, message, token) =>
        {
            if (message.Items.Count == 0)
            {
                unreadable.Add(message);
                return false;
            }
            // Sent before it is removed: a failure in between doubles it, which is harmless, and never loses it.
            await sender.SendMessagesAsync(WorkMessage.Pack(message.Items).Select(work => new ServiceBusMessage(work.Encode())), token);
            redriven.Add(message);
            return true;
        }, cancellationToken);
        return new RedriveResult(redriven, unreadable);
    }

    /// <summary>Removes up to <paramref name="max"/> messages that are not work messages from each place and returns them.</summary>
    public async Task<IReadOnlyList<PoisonedMessage>> PurgeUnreadableAsync(int max, CancellationToken cancellationToken)
    {
        var purged = new List<PoisonedMessage>();
        await VisitAsync(max, (_, message, _) =>
        {
            if (message.Items.Count > 0)
                return Task.FromResult(false);
            purged.Add(message);
            return Task.FromResult(true);
        }, cancellationToken);
        return purged;
    }

    private async Task VisitAsync(
        int max, Func<ServiceBusReceivedMessage, PoisonedMessage, CancellationToken, Task<bool>> visit, CancellationToken cancellationToken)
    {
        ServiceBusReceiver[] places =
        [
            client.CreateReceiver(options.PoisonQueue),
            client.CreateReceiver(options.PoisonQueue, SubQueue.DeadLetter),
            client.CreateReceiver(options.Queue, SubQueue.DeadLetter),
        ];
        foreach (var place in places)
            await VisitAsync(place, max, visit, cancellationToken);
    }

    private static async Task VisitAsync(
        ServiceBusReceiver place, int max, Func<ServiceBusReceivedMessage, PoisonedMessage, CancellationToken, Task<bool>> visit, CancellationToken cancellationToken)
    {
        var kept = new List<ServiceBusReceivedMessage>();
        try
        {
            for (var count = 0; count < max; count++)
            {
                if (await place.ReceiveMessageAsync(TimeSpan.Zero, cancellationToken) is not { } message)
                    break;
                kept.Add(message);
                if (!await visit(message, Poisoned(place.EntityPath, message), cancellationToken))
                    continue;
                await place.CompleteMessageAsync(message, cancellationToken);
                kept.Remove(message);
            }
        }
        finally
        {
            // Not before the end: a message given back would be the next one received.
            foreach (var message in kept)
                await GiveBackAsync(place, message);
        }
    }

    private static async Task GiveBackAsync(ServiceBusReceiver place, ServiceBusReceivedMessage message)
    {
        try
        {
            await place.AbandonMessageAsync(message, CancellationToken.None);
        }
        catch (ServiceBusException exception) when (exception.Reason == ServiceBusFailureReason.MessageLockLost)
        {
            // Its lock ended while the others were looked at, so it is back already.
        }
    }

    private static PoisonedMessage Poisoned(string source, ServiceBusReceivedMessage message)
    {
        WorkMessage work;
        var unreadable = default(string);
        try
        {
            work = WorkMessage.Decode(message.Body);
        }
        catch (FormatException exception)
        {
            work = new WorkMessage([]);
            unreadable = exception.Message;
        }
        var reason = message.ApplicationProperties.GetValueOrDefault(ReasonProperty) as string
            ?? message.DeadLetterErrorDescription ?? message.DeadLetterReason ?? unreadable ?? "no reason was given";
        var attempts = message.ApplicationProperties.TryGetValue(AttemptsProperty, out var value) ? Convert.ToInt32(value, CultureInfo.InvariantCulture) : work.Attempt;
        return new PoisonedMessage(source, message.SequenceNumber, message.EnqueuedTime, work.Items, message.Body, reason, attempts);
    }
}
