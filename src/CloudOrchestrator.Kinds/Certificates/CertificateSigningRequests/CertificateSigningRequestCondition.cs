namespace CloudOrchestrator.Kinds.Certificates.CertificateSigningRequests;

/// <summary>A decision on, or the fate of, a signing request.</summary>
[ApiType("io.k8s.api.certificates.v1.CertificateSigningRequestCondition")]
public sealed record CertificateSigningRequestCondition
{
    /// <summary>Approved, Denied or Failed.</summary>
    [Field("type", 1, Presence = Presence.Always, Required = true)]
    public string Type { get; init; } = "";

    /// <summary>True for Approved, Denied and Failed; other values are of no meaning for them.</summary>
    [Field("status", 6, Presence = Presence.Always, Required = true)]
    public string Status { get; init; } = "";

    /// <summary>Machine-readable word for why it last changed.</summary>
    [Field("reason", 2, Presence = Presence.OmitEmpty)]
    public string? Reason { get; init; }

    /// <summary>Details of the last change, for people to read.</summary>
    [Field("message", 3, Presence = Presence.OmitEmpty)]
    public string? Message { get; init; }

    /// <summary>When the condition was last written, changed or not.</summary>
    [Field("lastUpdateTime", 4, Presence = Presence.Always)]
    public DateTimeOffset? LastUpdateTime { get; init; }

    /// <summary>When the status last changed.</summary>
    [Field("lastTransitionTime", 5, Presence = Presence.Always)]
    public DateTimeOffset? LastTransitionTime { get; init; }
}
