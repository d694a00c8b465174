namespace CloudOrchestrator.ServiceBus;

/// <summary>A message that was received and is locked for the receiver.</summary>
public sealed class ServiceBusReceivedMessage
{
    /// <summary>The payload.</summary>
    public required string Body { get; init; }

    /// <summary>Id of the message.</summary>
    public required string MessageId { get; init; }

    /// <summary>Its number in the queue.</summary>
    public long SequenceNumber { get; init; }

    /// <summary>1 at the first delivery.</summary>
    public int DeliveryCount { get; init; }

    /// <summary>Proof of the lock.</summary>
    public required string LockToken { get; init; }

    /// <summary>When the lock ends, by the service's clock.</summary>
    public DateTimeOffset LockedUntil { get; internal set; }

    /// <summary>When the message became receivable, by the service's clock.</summary>
    public DateTimeOffset EnqueuedTime { get; init; }

    /// <summary>Subject.</summary>
    public string? Subject { get; init; }

    /// <summary>Correlation id.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>Media type of the body.</summary>
    public string? ContentType { get; init; }

    /// <summary>The queue a dead letter comes from.</summary>
    public string? DeadLetterSource { get; init; }

    /// <summary>Why the message is a dead letter.</summary>
    public string? DeadLetterReason => ApplicationProperties.GetValueOrDefault("DeadLetterReason") as string;

    /// <summary>The same in words.</summary>
    public string? DeadLetterErrorDescription => ApplicationProperties.GetValueOrDefault("DeadLetterErrorDescription") as string;

    /// <summary>Custom properties: strings, longs, doubles and booleans. Names are not case-sensitive here, as they travel as HTTP headers.</summary>
    public required IReadOnlyDictionary<string, object> ApplicationProperties { get; init; }

    /// <summary>When the lock was taken or last renewed, by the service's clock.</summary>
    internal DateTimeOffset LastLocked { get; set; }

    /// <summary>Where the message is settled.</summary>
    internal Uri Location { get; init; } = null!;
}
