namespace CloudOrchestrator.Kinds.Certificates.CertificateSigningRequests;

[ApiType("io.k8s.api.certificates.v1.CertificateSigningRequestCondition")]
public sealed record CertificateSigningRequestCondition
{
    [Field("type", 1, Presence = Presence.Always, Required = true)]
    public string Type { get; init; } = "";

    [Field("status", 6, Presence = Presence.Always, Required = true)]
    public string Status { get; init; } = "";

    [Field("reason", 2, Presence = Presence.OmitEmpty)]
    public string? Reason { get; init; }

    [Field("message", 3, Presence = Presence.OmitEmpty)]
    public string? Message { get; init; }

    [Field("lastUpdateTime", 4, Presence = Presence.Always)]
    public DateTimeOffset? LastUpdateTime { get; init; }

    [Field("lastTransitionTime", 5, Presence = Presence.Always)]
    public DateTimeOffset? LastTransitionTime { get; init; }
}
