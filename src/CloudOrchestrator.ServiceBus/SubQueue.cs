namespace CloudOrchestrator.ServiceBus;

/// <summary>The part of a queue to receive from.</summary>
public enum SubQueue
{
    /// <summary>The queue itself.</summary>
    None,

    /// <summary>Its dead letters.</summary>
    DeadLetter,
}
