namespace CloudOrchestrator.Client;

/// <summary>
/// Refuses a write with 409 when, after <paramref name="ResourceVersion"/>, an object of the same type has come to name <paramref name="OwnerUid"/> as owner, or one
/// that counts generations and names it has had its spec changed or has gone; writes of this process under an equal guard do not count. In place of an owner's uid
/// there may be what the store's <c>WriteGuard.KeyOf</c> makes: then objects that have come to have that value of an index count. Only the in-process client carries
/// it; the HTTP client rejects it.
/// </summary>
public sealed record OwnerGuard(string OwnerUid, string ResourceVersion);
