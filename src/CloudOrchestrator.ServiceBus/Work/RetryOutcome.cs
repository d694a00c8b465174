namespace CloudOrchestrator.ServiceBus.Work;

/// <summary>What was done about an item that failed.</summary>
/// <param name="IsPoison">It went to the poison queue.</param>
/// <param name="Attempt">The number of the try that failed.</param>
/// <param name="Delay">Otherwise: when it is tried again.</param>
public readonly record struct RetryOutcome(bool IsPoison, int Attempt, TimeSpan Delay);
