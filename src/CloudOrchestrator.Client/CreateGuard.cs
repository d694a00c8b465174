namespace CloudOrchestrator.Client;

/// <summary>Refuses a creation with 409 when an object of the same type has come to name <paramref name="OwnerUid"/> as owner after <paramref name="ResourceVersion"/>,
/// other than by creations of this process under an equal guard. Only the in-process client carries it; the HTTP client rejects it.</summary>
public sealed record CreateGuard(string OwnerUid, string ResourceVersion);
