namespace CloudOrchestrator.Emulators.ServiceBus;

/// <summary>A message handed to a receiver, who settles it with its lock token. Received destructively, it has no lock.</summary>
/// <param name="Message">The message; one from a dead-letter queue has DeadLetterReason and DeadLetterErrorDescription among its properties.</param>
/// <param name="SequenceNumber">The message's number in its queue.</param>
/// <param name="EnqueuedSequenceNumber">The number it had when it was first sent, before a schedule or a dead-letter move gave it another one.</param>
/// <param name="DeliveryCount">1 at the first delivery.</param>
/// <param name="EnqueuedTime">When it became receivable.</param>
/// <param name="ExpiresAt">When its time to live ends.</param>
/// <param name="LockToken">Settles the message.</param>
/// <param name="LockedUntil">When the lock ends unless it is renewed.</param>
/// <param name="DeadLetterSource">The queue it came from, when this is a dead letter.</param>
public sealed record LockedMessage(
    BrokerMessage Message,
    long SequenceNumber,
    long EnqueuedSequenceNumber,
    int DeliveryCount,
    DateTimeOffset EnqueuedTime,
    DateTimeOffset ExpiresAt,
    Guid LockToken,
    DateTimeOffset LockedUntil,
    string? DeadLetterSource);
