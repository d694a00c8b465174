namespace CloudOrchestrator.Kinds.Certificates.CertificateSigningRequests;

[ApiType("io.k8s.api.certificates.v1.CertificateSigningRequestStatus")]
public sealed record CertificateSigningRequestStatus
{
    [Field("conditions", 1, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<CertificateSigningRequestCondition>? Conditions { get; init; }

    [Field("certificate", 2)]
    public byte[]? Certificate { get; init; }
}
