namespace CloudOrchestrator.ServiceBus;

/// <summary>What a queue holds.</summary>
public sealed record QueueRuntimeProperties
{
    /// <summary>Name of the queue.</summary>
    public required string Name { get; init; }

    /// <summary>Messages receivable or locked.</summary>
    public long ActiveMessageCount { get; init; }

    /// <summary>Dead letters.</summary>
    public long DeadLetterMessageCount { get; init; }

    /// <summary>Messages for later.</summary>
    public long ScheduledMessageCount { get; init; }

    /// <summary>All of them.</summary>
    public long TotalMessageCount { get; init; }

    /// <summary>Their size.</summary>
    public long SizeInBytes { get; init; }
}
