namespace CloudOrchestrator.Client;

/// <summary>Refuses a creation with 409 when an object of the same type has come to name <paramref name="OwnerUid"/> as owner after <paramref name="ResourceVersion"/>,
/// other than by creations of this process under an equal guard. In place of an owner's uid there may be what the store's <c>WriteGuard.KeyOf</c> makes: then
/// objects that have come to have that value of an index count. Only the in-process client carries it; the HTTP client rejects it.</summary>
public sealed record CreateGuard(string OwnerUid, string ResourceVersion);
