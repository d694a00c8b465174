namespace CloudOrchestrator.Storage;

/// <summary>
/// Refuses a mutation with 409 when, after <paramref name="Revision"/>, an object of the stream has come to name <paramref name="OwnerUid"/> as owner:
/// created with it or adopted; or one that counts generations (<c>metadata.generation</c>) and names the owner has had its spec changed, has been released or
/// deleted. Changes of other objects that already named it do not count (a controller may go on creating while its pods are being bound), and neither do
/// mutations of this process under an equal guard (one decision writes many objects at once). In place of an owner's uid there may be a <see cref="KeyOf"/>.
/// </summary>
public sealed record WriteGuard(string OwnerUid, long Revision)
{
    /// <summary>Stands for a value of a field index where a guard names an owner: objects that have come to have it count, such as pods bound to a node.</summary>
    public static string KeyOf(string index, string value) => $"{index}={value}";
}
