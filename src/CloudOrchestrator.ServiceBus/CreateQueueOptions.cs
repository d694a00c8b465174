namespace CloudOrchestrator.ServiceBus;

/// <summary>A queue to be created. Only what the Basic tier has.</summary>
public sealed record CreateQueueOptions(string Name)
{
    /// <summary>How long a receiver owns a message unless it renews; at most 5 minutes.</summary>
    public TimeSpan LockDuration { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Deliveries after which a message becomes a dead letter.</summary>
    public int MaxDeliveryCount { get; init; } = 10;

    /// <summary>Time to live of messages without one; at most 14 days in the Basic tier.</summary>
    public TimeSpan DefaultMessageTimeToLive { get; init; } = TimeSpan.FromDays(14);

    /// <summary>Whether expired messages become dead letters.</summary>
    public bool DeadLetteringOnMessageExpiration { get; init; }

    /// <summary>Size at which the queue refuses more.</summary>
    public int MaxSizeInMegabytes { get; init; } = 1024;
}
