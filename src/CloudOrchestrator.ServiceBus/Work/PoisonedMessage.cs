using CloudOrchestrator.WorkQueues;

namespace CloudOrchestrator.ServiceBus.Work;

/// <summary>Work that was given up.</summary>
/// <param name="Source">The queue it lies in, such as <c>work-poison</c> or <c>work/$DeadLetterQueue</c>.</param>
/// <param name="SequenceNumber">Its number there.</param>
/// <param name="EnqueuedTime">When it was sent.</param>
/// <param name="Items">Its items; empty when the body is not a work message.</param>
/// <param name="Body">The body as it is.</param>
/// <param name="Reason">Why it was given up.</param>
/// <param name="Attempts">How often it was tried.</param>
public sealed record PoisonedMessage(
    string Source, long SequenceNumber, DateTimeOffset EnqueuedTime, IReadOnlyList<WorkItem> Items, string Body, string Reason, int Attempts);
