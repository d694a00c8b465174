namespace CloudOrchestrator.Client;

/// <summary>Refuses a creation with 409 when an object of the same type that names <paramref name="OwnerUid"/> has changed after <paramref name="ResourceVersion"/>.
/// Only the in-process client carries it; the HTTP client rejects it.</summary>
public sealed record CreateGuard(string OwnerUid, string ResourceVersion);
