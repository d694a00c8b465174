namespace CloudOrchestrator.Emulators.ServiceBus;

/// <summary>A message in a queue. Changes only under the queue's lock.</summary>
internal sealed class StoredMessage(BrokerMessage message, long sequenceNumber, DateTimeOffset enqueuedTime, DateTimeOffset expiresAt)
{
    public BrokerMessage Message { get; } = message;

    public long EnqueuedSequenceNumber { get; init; } = sequenceNumber;

    public long SequenceNumber { get; } = sequenceNumber;

    public DateTimeOffset EnqueuedTime { get; } = enqueuedTime;

    public DateTimeOffset ExpiresAt { get; } = expiresAt;

    public string? DeadLetterSource { get; init; }

    public int DeliveryCount { get; set; }

    public Guid LockToken { get; set; }

    public DateTimeOffset LockedUntil { get; set; }

    public bool IsLocked => LockToken != Guid.Empty;

    public LockedMessage ToDelivery() =>
        new(Message, SequenceNumber, EnqueuedSequenceNumber, DeliveryCount, EnqueuedTime, ExpiresAt, LockToken, LockedUntil, DeadLetterSource);
}
