namespace CloudOrchestrator.Kinds.Certificates.CertificateSigningRequests;

/// <summary>The outcome of a signing request.</summary>
[ApiType("io.k8s.api.certificates.v1.CertificateSigningRequestStatus")]
public sealed record CertificateSigningRequestStatus
{
    /// <summary>Decisions on the request: Approved, Denied, Failed.</summary>
    [Field("conditions", 1, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<CertificateSigningRequestCondition>? Conditions { get; init; }

    /// <summary>The issued certificate, with any intermediate ones, as PEM; set once by the signer.</summary>
    [Field("certificate", 2)]
    public byte[]? Certificate { get; init; }
}
