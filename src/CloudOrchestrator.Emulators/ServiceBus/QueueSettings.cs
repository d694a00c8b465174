namespace CloudOrchestrator.Emulators.ServiceBus;

/// <summary>What a queue is created with.</summary>
public sealed record QueueSettings
{
    /// <summary>How long a receiver owns a message before it must renew; at most 5 minutes.</summary>
    public TimeSpan LockDuration { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Deliveries after which a message that was not completed becomes a dead letter.</summary>
    public int MaxDeliveryCount { get; init; } = 10;

    /// <summary>Time to live of messages that bring none, and the longest one; at most 14 days in the Basic tier.</summary>
    public TimeSpan DefaultMessageTimeToLive { get; init; } = TimeSpan.FromDays(14);

    /// <summary>Whether expired messages become dead letters instead of vanishing.</summary>
    public bool DeadLetteringOnMessageExpiration { get; init; }

    /// <summary>Size at which the queue refuses more.</summary>
    public int MaxSizeInMegabytes { get; init; } = 1024;

    internal void Validate(ServiceBusTier tier)
    {
        Require(LockDuration >= TimeSpan.FromSeconds(5) && LockDuration <= TimeSpan.FromMinutes(5), "LockDuration must be between 5 seconds and 5 minutes");
        Require(MaxDeliveryCount is >= 1 and <= 2000, "MaxDeliveryCount must be between 1 and 2000");
        Require(MaxSizeInMegabytes is 1024 or 2048 or 3072 or 4096 or 5120, "MaxSizeInMegabytes must be 1024, 2048, 3072, 4096 or 5120");
        Require(DefaultMessageTimeToLive >= TimeSpan.FromSeconds(1), "DefaultMessageTimeToLive must be at least 1 second");
        if (tier == ServiceBusTier.Basic && DefaultMessageTimeToLive > TimeSpan.FromDays(14))
            throw new ServiceBusBrokerException(BrokerFailure.NotInTier, "DefaultMessageTimeToLive is at most 14 days in the Basic tier");
    }

    private static void Require(bool holds, string message)
    {
        if (!holds)
            throw new ServiceBusBrokerException(BrokerFailure.InvalidRequest, message);
    }
}
