namespace CloudOrchestrator.Storage;

/// <summary>Result of a mutation.</summary>
/// <param name="Outcome">What happened.</param>
/// <param name="Object">The object as stored, as it was left, or in its last state when deleted; null when refused or absent.</param>
/// <param name="Previous">The object before; null when it did not exist.</param>
/// <param name="Error">Why it was refused.</param>
public sealed record MutationResult(StoreOutcome Outcome, StoredObject? Object, StoredObject? Previous, ApiStatus? Error);
