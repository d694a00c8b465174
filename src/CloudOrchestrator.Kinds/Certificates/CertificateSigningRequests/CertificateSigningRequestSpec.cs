namespace CloudOrchestrator.Kinds.Certificates.CertificateSigningRequests;

[ApiType("io.k8s.api.certificates.v1.CertificateSigningRequestSpec")]
public sealed record CertificateSigningRequestSpec
{
    [Field("request", 1)]
    public byte[]? Request { get; init; }

    [Field("signerName", 7, Presence = Presence.OmitEmpty)]
    public string? SignerName { get; init; }

    [Field("expirationSeconds", 8)]
    public int? ExpirationSeconds { get; init; }

    [Field("usages", 5, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<string>? Usages { get; init; }

    [Field("username", 2, Presence = Presence.OmitEmpty)]
    public string? Username { get; init; }

    [Field("uid", 3, Presence = Presence.OmitEmpty)]
    public string? Uid { get; init; }

    [Field("groups", 4, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<string>? Groups { get; init; }

    [Field("extra", 6, Presence = Presence.OmitEmpty)]
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Extra { get; init; }
}
