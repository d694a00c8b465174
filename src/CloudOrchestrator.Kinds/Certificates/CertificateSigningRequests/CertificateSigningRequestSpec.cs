namespace CloudOrchestrator.Kinds.Certificates.CertificateSigningRequests;

/// <summary>What is to be signed, by whom and for whom.</summary>
[ApiType("io.k8s.api.certificates.v1.CertificateSigningRequestSpec")]
public sealed record CertificateSigningRequestSpec
{
    /// <summary>The PEM block CERTIFICATE REQUEST with the PKCS#10 request, base64-encoded.</summary>
    [Field("request", 1)]
    public byte[]? Request { get; init; }

    /// <summary>The signer asked, such as kubernetes.io/kube-apiserver-client-kubelet.</summary>
    [Field("signerName", 7, Presence = Presence.OmitEmpty)]
    public string? SignerName { get; init; }

    /// <summary>Wanted validity of the certificate, 600 at least; the signer may decide otherwise.</summary>
    [Field("expirationSeconds", 8)]
    public int? ExpirationSeconds { get; init; }

    /// <summary>Key usages wanted in the certificate, such as client auth or digital signature.</summary>
    [Field("usages", 5, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<string>? Usages { get; init; }

    /// <summary>Name of the user who made the request; set by the server.</summary>
    [Field("username", 2, Presence = Presence.OmitEmpty)]
    public string? Username { get; init; }

    /// <summary>UID of the user who made the request; set by the server.</summary>
    [Field("uid", 3, Presence = Presence.OmitEmpty)]
    public string? Uid { get; init; }

    /// <summary>Groups of the user who made the request; set by the server.</summary>
    [Field("groups", 4, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<string>? Groups { get; init; }

    /// <summary>Further attributes of the user who made the request; set by the server.</summary>
    [Field("extra", 6, Presence = Presence.OmitEmpty)]
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Extra { get; init; }
}
