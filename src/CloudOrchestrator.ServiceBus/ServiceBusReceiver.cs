using System.Globalization;
using Azure.Core;
using CloudOrchestrator.ServiceBus.Pipeline;
using CloudOrchestrator.ServiceBus.Protocol;

namespace CloudOrchestrator.ServiceBus;

/// <summary>Receives from one queue: messages are locked for the receiver until it settles them or the lock ends.</summary>
public sealed class ServiceBusReceiver
{
    private static readonly TimeSpan ShortPoll = TimeSpan.FromSeconds(2);

    private readonly ServiceBusPipeline _pipeline;
    private readonly Uri _queue;

    internal ServiceBusReceiver(ServiceBusPipeline pipeline, string queue)
    {
        _pipeline = pipeline;
        EntityPath = queue;
        // The dollar of $DeadLetterQueue stays as it is: it is part of the service's own path.
        _queue = new Uri(ServiceBusSas.QueueUri(pipeline.Endpoint, queue).AbsoluteUri.Replace("%24", "$", StringComparison.Ordinal));
    }

    /// <summary>The queue.</summary>
    public string EntityPath { get; }

    /// <summary>Waits up to <paramref name="maxWait"/> for a message; null when none came. The wait is one long poll, or several when it is longer than one may be.</summary>
    public async Task<ServiceBusReceivedMessage?> ReceiveMessageAsync(TimeSpan maxWait, CancellationToken cancellationToken)
    {
        var time = _pipeline.Options.Time;
        var left = maxWait;
        do
        {
            var poll = left < _pipeline.Options.LongestPoll ? left : _pipeline.Options.LongestPoll;
            var start = time.GetTimestamp();
            if (await PollAsync(poll, cancellationToken) is { } message)
                return message;
            // Callers poll again and again, and each poll is billed: one the service cuts short must not make them do so as fast as it answers.
            if (poll > ShortPoll && time.GetElapsedTime(start) < poll / 4)
                await Task.Delay(ShortPoll, time, cancellationToken);
            left -= poll;
        }
        while (left > TimeSpan.Zero);
        return null;
    }

    /// <summary>Removes a message from the queue.</summary>
    public Task CompleteMessageAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken) =>
        SettleAsync(message, RequestMethod.Delete, "complete", cancellationToken);

    /// <summary>Gives a message back; it is delivered again at once.</summary>
    public Task AbandonMessageAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken) =>
        SettleAsync(message, RequestMethod.Put, "abandon", cancellationToken);

    /// <summary>Prolongs the lock by the queue's lock duration.</summary>
    public async Task RenewMessageLockAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken)
    {
        var duration = message.LockedUntil - message.LastLocked;
        var now = _pipeline.Clock.GetUtcNow();
        await SettleAsync(message, RequestMethod.Post, "renew", cancellationToken);
        // The answer does not say how long the lock now is; it is as long as before, counted from no later than this.
        (message.LastLocked, message.LockedUntil) = (now, now + duration);
    }

    private async Task<ServiceBusReceivedMessage?> PollAsync(TimeSpan wait, CancellationToken cancellationToken)
    {
        var seconds = (int)Math.Ceiling(wait.TotalSeconds);
        var uri = new Uri(string.Create(CultureInfo.InvariantCulture, $"{_queue.AbsoluteUri}/messages/head?timeout={seconds}"));
        using var request = _pipeline.CreateMessage(RequestMethod.Post, uri, new ServiceBusOperation("receive"));
        var response = await _pipeline.SendAsync(request, TimeSpan.FromSeconds(seconds), cancellationToken);
        if (response.Status == 204)
            return null;
        var message = ReceivedMessageReader.Read(response, _queue);
        message.LastLocked = _pipeline.Clock.GetUtcNow();
        return message;
    }

    private async Task SettleAsync(ServiceBusReceivedMessage message, RequestMethod method, string operation, CancellationToken cancellationToken)
    {
        using var request = _pipeline.CreateMessage(method, message.Location, new ServiceBusOperation(operation));
        await _pipeline.SendAsync(request, TimeSpan.Zero, cancellationToken);
    }
}
