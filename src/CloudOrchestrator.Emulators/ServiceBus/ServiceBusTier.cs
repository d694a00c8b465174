namespace CloudOrchestrator.Emulators.ServiceBus;

/// <summary>The price tier that is imitated. Only queues exist in either; Standard merely lifts the limits that Basic sets on them.</summary>
public enum ServiceBusTier
{
    /// <summary>Queues, scheduled messages and dead letters; 100 brokered connections.</summary>
    Basic,

    /// <summary>1,000 brokered connections and times to live beyond 14 days.</summary>
    Standard,
}
