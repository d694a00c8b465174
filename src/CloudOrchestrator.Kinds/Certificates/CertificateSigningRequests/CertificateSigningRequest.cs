namespace CloudOrchestrator.Kinds.Certificates.CertificateSigningRequests;

/// <summary>Asks for a certificate to be signed by one of the cluster's signers.</summary>
[ApiType("io.k8s.api.certificates.v1.CertificateSigningRequest")]
public sealed record CertificateSigningRequest : IKubernetesObject
{
    /// <summary>Kind of the object; cannot be changed.</summary>
    [Field("kind", 0)]
    public string? Kind { get; init; }

    /// <summary>Group and version that the object is written in, such as apps/v1.</summary>
    [Field("apiVersion", 0)]
    public string? ApiVersion { get; init; }

    /// <summary>The object's name, labels, annotations and history.</summary>
    [Field("metadata", 1, Presence = Presence.Always)]
    public ObjectMeta Metadata { get; init; } = new();

    /// <summary>The request, and who made it; cannot be changed.</summary>
    [Field("spec", 2, Presence = Presence.Always)]
    public CertificateSigningRequestSpec? Spec { get; init; }

    /// <summary>Whether it was approved, and the certificate.</summary>
    [Field("status", 3, Presence = Presence.Always)]
    public CertificateSigningRequestStatus? Status { get; init; }
}
