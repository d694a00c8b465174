using CloudOrchestrator.WorkQueues;

namespace CloudOrchestrator.ServiceBus.Work;

/// <summary>Names, delays and limits of the work queue.</summary>
public sealed record ServiceBusWorkQueueOptions
{
    /// <summary>Name of the queue.</summary>
    public string Queue { get; init; } = "work";

    /// <summary>Name of the queue for items given up.</summary>
    public string PoisonQueue => $"{Queue}-poison";

    /// <summary>Delays longer than this are rounded up to <see cref="Grid"/>, so that items due about the same time share a message.</summary>
    public TimeSpan GridFrom { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The raster of long delays.</summary>
    public TimeSpan Grid { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Delay before an item that failed is tried again; doubles with each further failure.</summary>
    public TimeSpan FirstRetryDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest delay between two tries.</summary>
    public TimeSpan LongestRetryDelay { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Tries after which an item goes to the poison queue.</summary>
    public int MaxAttempts { get; init; } = 10;

    /// <summary>Scheduled items remembered by this process; beyond it the oldest are forgotten, which costs messages but nothing else.</summary>
    public int MaxRemembered { get; init; } = 100_000;

    /// <summary>Wait of one receive.</summary>
    public TimeSpan ReceiveWait { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Delay before receiving again after the service could not be reached.</summary>
    public TimeSpan ReceiveRetryDelay { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Told of an item whose handler failed, and of what was done about it. Must not throw.</summary>
    public Action<WorkItem, Exception, RetryOutcome> OnFailure { get; init; } = (_, _, _) => { };

    /// <summary>Told of what kept <see cref="ServiceBusWorkQueue.ReceiveAsync"/> from receiving or settling for a while. Must not throw.</summary>
    public Action<Exception> OnReceiveFailure { get; init; } = _ => { };

    internal void Validate()
    {
        if (FirstRetryDelay <= TimeSpan.Zero || LongestRetryDelay < FirstRetryDelay || MaxAttempts < 1 || Grid < TimeSpan.FromSeconds(1) || MaxRemembered < 1)
            throw new ArgumentException("delays must be positive, the longest not below the first, the grid at least a second, attempts and memory at least 1");
    }
}
