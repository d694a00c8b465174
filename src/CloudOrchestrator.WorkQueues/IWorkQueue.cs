namespace CloudOrchestrator.WorkQueues;

/// <summary>
/// Doorbells for controllers. Delivery is at least once and unordered; an item that is pending is not added twice by the in-process adapter.
/// Losing or doubling an item must be harmless to the receiver.
/// </summary>
public interface IWorkQueue
{
    /// <summary>Adds items, to be delivered after <paramref name="delay"/>.</summary>
    ValueTask AddAsync(IReadOnlyList<WorkItem> items, TimeSpan delay, CancellationToken cancellationToken);

    /// <summary>
    /// Delivers items until cancelled. One item is never handled twice at once by the same process. A handler that throws has its item delivered again later,
    /// with growing delays.
    /// </summary>
    Task ReceiveAsync(Func<WorkItem, CancellationToken, Task> handler, int concurrency, CancellationToken cancellationToken);
}
