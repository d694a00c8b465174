namespace CloudOrchestrator.Kinds.Certificates.CertificateSigningRequests;

[ApiType("io.k8s.api.certificates.v1.CertificateSigningRequest")]
public sealed record CertificateSigningRequest : IKubernetesObject
{
    [Field("kind", 0)]
    public string? Kind { get; init; }

    [Field("apiVersion", 0)]
    public string? ApiVersion { get; init; }

    [Field("metadata", 1, Presence = Presence.Always)]
    public ObjectMeta Metadata { get; init; } = new();

    [Field("spec", 2, Presence = Presence.Always)]
    public CertificateSigningRequestSpec? Spec { get; init; }

    [Field("status", 3, Presence = Presence.Always)]
    public CertificateSigningRequestStatus? Status { get; init; }
}
