namespace CloudOrchestrator.Kinds.Authentication;

/// <summary>The token issued.</summary>
[ApiType("io.k8s.api.authentication.v1.TokenRequestStatus")]
public sealed record TokenRequestStatus
{
    /// <summary>The token, to be sent as a bearer token.</summary>
    [Field("token", 1, Presence = Presence.Always, Required = true)]
    public string Token { get; init; } = "";

    /// <summary>When the token ceases to be valid.</summary>
    [Field("expirationTimestamp", 2, Presence = Presence.Always, Required = true)]
    public DateTimeOffset? ExpirationTimestamp { get; init; }
}
