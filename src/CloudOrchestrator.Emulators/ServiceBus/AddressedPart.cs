namespace CloudOrchestrator.Emulators.ServiceBus;

/// <summary>The part of a queue a path names.</summary>
internal enum AddressedPart
{
    /// <summary>The queue itself, for management.</summary>
    Queue,

    /// <summary>Its messages, to send to.</summary>
    Messages,

    /// <summary>Its first message, to receive.</summary>
    Head,

    /// <summary>A message someone holds the lock of.</summary>
    LockedMessage,
}
