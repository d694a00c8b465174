namespace CloudOrchestrator.Storage;

/// <summary>Refuses a mutation with 409 when an object that names <paramref name="OwnerUid"/> as owner has changed in the stream after <paramref name="Revision"/>.</summary>
public sealed record WriteGuard(string OwnerUid, long Revision);
