namespace CloudOrchestrator.Emulators.ServiceBus;

/// <summary>Why the broker refused something.</summary>
public enum BrokerFailure
{
    /// <summary>The request itself is wrong.</summary>
    InvalidRequest,

    /// <summary>No queue has this name.</summary>
    QueueNotFound,

    /// <summary>A queue of this name exists.</summary>
    QueueExists,

    /// <summary>The lock has expired, was given back, or its message is gone.</summary>
    LockLost,

    /// <summary>A message or a batch is larger than the tier allows.</summary>
    MessageTooLarge,

    /// <summary>The queue's size, or the number of receivers waiting at it, has reached its quota.</summary>
    QuotaExceeded,

    /// <summary>The namespace's credits of this second are spent (error 50009).</summary>
    Throttled,

    /// <summary>All brokered connections of the tier are taken.</summary>
    TooManyConnections,

    /// <summary>The tier does not have what was asked for.</summary>
    NotInTier,
}
