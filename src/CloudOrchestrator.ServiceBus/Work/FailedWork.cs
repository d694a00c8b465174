using CloudOrchestrator.WorkQueues;

namespace CloudOrchestrator.ServiceBus.Work;

/// <summary>An item whose handling failed.</summary>
/// <param name="Item">The item.</param>
/// <param name="Attempt">The number of the try that failed, as its message had it.</param>
/// <param name="Reason">Why.</param>
public sealed record FailedWork(WorkItem Item, int Attempt, string Reason);
