using CloudOrchestrator.Objects;

namespace CloudOrchestrator.WorkQueues;

/// <summary>A key some controller should look at.</summary>
public readonly record struct WorkItem(string Controller, ObjectKey Key);
