namespace CloudOrchestrator.ServiceBus.Work;

/// <summary>What a redrive did.</summary>
/// <param name="Redriven">Messages whose items are on the work queue again.</param>
/// <param name="Unreadable">Messages left where they are because they are not work messages.</param>
public sealed record RedriveResult(IReadOnlyList<PoisonedMessage> Redriven, IReadOnlyList<PoisonedMessage> Unreadable);
