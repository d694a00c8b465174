namespace CloudOrchestrator.Emulators.ServiceBus;

/// <summary>Limits of the emulated namespace.</summary>
public sealed record ServiceBusBrokerOptions
{
    /// <summary>The tier that is imitated.</summary>
    public ServiceBusTier Tier { get; init; } = ServiceBusTier.Basic;

    /// <summary>Largest message and largest batch, in bytes.</summary>
    public int MaxMessageBytes { get; init; } = 256 * 1024;

    /// <summary>Largest sum of a message's custom properties, in bytes.</summary>
    public int MaxPropertiesBytes { get; init; } = 64 * 1024;

    /// <summary>Credits the namespace has per second (the service: 1,000). Null: never throttles.</summary>
    public int? CreditsPerSecond { get; init; }

    /// <summary>Brokered (not REST) connections at once; null: what the tier allows.</summary>
    public int? MaxConnections { get; init; }

    /// <summary>Queues in the namespace.</summary>
    public int MaxQueues { get; init; } = 10_000;

    /// <summary>Receivers waiting at one queue at once.</summary>
    public int MaxConcurrentReceives { get; init; } = 5_000;

    internal int Connections => MaxConnections ?? (Tier == ServiceBusTier.Basic ? 100 : 1_000);
}
