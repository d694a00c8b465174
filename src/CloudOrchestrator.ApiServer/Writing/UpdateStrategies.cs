namespace CloudOrchestrator.ApiServer.Writing;

/// <summary>Finds the strategy of an update by the path it comes through.</summary>
internal sealed class UpdateStrategies(Admission.CertificateSigning signing)
{
    /// <summary>The strategy; null when the kind has no such subresource that takes whole objects.</summary>
    public UpdateStrategy? Find(KindDescriptor kind, string subresource) => subresource switch
    {
        "" => UpdateStrategy.Object(kind),
        "status" when kind.HasStatus => UpdateStrategy.Status(kind),
        "ephemeralcontainers" or "finalize" when Has(kind, subresource) => Of(kind, subresource),
        "approval" when Has(kind, subresource) => Approval(kind),
        _ => null,
    };

    private static bool Has(KindDescriptor kind, string subresource) => kind.Subresources.Any(sub => sub.Name == subresource);

    private static UpdateStrategy Of(KindDescriptor kind, string subresource) => new(
        subresource,
        (value, old) => kind.PrepareForSubresourceUpdate(subresource, value, old),
        change => kind.ValidateSubresourceUpdate(subresource, change.Typed, change.TypedOld));

    // An approval is followed at once by the certificate, where the signer is one of ours.
    private UpdateStrategy Approval(KindDescriptor kind)
    {
        var plain = Of(kind, "approval");
        return plain with
        {
            Prepare = (value, old) =>
            {
                plain.Prepare(value, old);
                signing.SignIfApproved(value);
            },
        };
    }
}
