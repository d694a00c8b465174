namespace CloudOrchestrator.Controllers;

/// <summary>A work item whose handling failed with an exception: it has to be delivered again.</summary>
/// <param name="Item">The item; one that a change rang for stands for itself, not for the doorbell.</param>
/// <param name="Reason">What went wrong.</param>
public sealed record FailedWorkItem(WorkItem Item, Exception Reason);
