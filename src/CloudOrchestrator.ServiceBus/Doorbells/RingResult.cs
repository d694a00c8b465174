namespace CloudOrchestrator.ServiceBus.Doorbells;

/// <summary>How ringing went.</summary>
/// <param name="Missing">Nodes without a queue: not an error, but someone may want to know.</param>
/// <param name="Failed">Nodes that could not be rung, and why. Their agents ask by themselves within minutes.</param>
public sealed record RingResult(IReadOnlyList<string> Missing, IReadOnlyDictionary<string, Exception> Failed);
