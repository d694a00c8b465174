namespace CloudOrchestrator.Emulators.Functions.Triggers;

/// <summary>A message that is locked for whoever received it.</summary>
internal sealed record ReceivedMessage
{
    /// <summary>Names the lock.</summary>
    public required Guid LockToken { get; init; }

    /// <summary>Its number in the queue.</summary>
    public required long SequenceNumber { get; init; }

    /// <summary>How often it has been received, this time included.</summary>
    public required int DeliveryCount { get; init; }

    /// <summary>The sender's id for it.</summary>
    public required string MessageId { get; init; }

    /// <summary>When it came into the queue.</summary>
    public required DateTimeOffset EnqueuedTime { get; init; }

    /// <summary>When it will be dropped.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When the lock ends.</summary>
    public required DateTimeOffset LockedUntil { get; init; }

    /// <summary>What it carries.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The body's media type.</summary>
    public string? ContentType { get; init; }

    /// <summary>The sender's word on what it belongs to.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>What it is about (the broker property Label).</summary>
    public string? Subject { get; init; }

    /// <summary>Whom it is for.</summary>
    public string? To { get; init; }

    /// <summary>Where answers go.</summary>
    public string? ReplyTo { get; init; }

    /// <summary>Properties of the sender's own: strings, numbers, truth values.</summary>
    public IReadOnlyDictionary<string, object?> ApplicationProperties { get; init; } = new Dictionary<string, object?>();
}
