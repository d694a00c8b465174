namespace CloudOrchestrator.WorkQueues;

/// <summary>Limits and delays of the in-process work queue.</summary>
public sealed record InProcessWorkQueueOptions
{
    /// <summary>Delay before an item whose handler failed is delivered again; doubles with every further failure of the item.</summary>
    public TimeSpan FirstRetryDelay { get; init; } = TimeSpan.FromMilliseconds(10);

    /// <summary>Longest delay between two deliveries of a failing item.</summary>
    public TimeSpan LongestRetryDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Most items held, delayed ones included. Adding beyond it throws: keys are held once, so only a defect gets there.</summary>
    public int Capacity { get; init; } = 1_000_000;

    /// <summary>Told of every failure of a handler, with the delay until the next delivery. Must not throw.</summary>
    public required Action<WorkItem, Exception, TimeSpan> OnFailure { get; init; }
}
