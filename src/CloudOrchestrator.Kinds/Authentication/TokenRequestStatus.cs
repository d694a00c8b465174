namespace CloudOrchestrator.Kinds.Authentication;

[ApiType("io.k8s.api.authentication.v1.TokenRequestStatus")]
public sealed record TokenRequestStatus
{
    [Field("token", 1, Presence = Presence.Always, Required = true)]
    public string Token { get; init; } = "";

    [Field("expirationTimestamp", 2, Presence = Presence.Always, Required = true)]
    public DateTimeOffset? ExpirationTimestamp { get; init; }
}
