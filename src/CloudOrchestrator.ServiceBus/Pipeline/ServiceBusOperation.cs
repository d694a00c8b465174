namespace CloudOrchestrator.ServiceBus.Pipeline;

/// <summary>What a request does and how many operations of the bill one attempt at it is.</summary>
internal sealed record ServiceBusOperation(string Name, long Count = 1);
