namespace CloudOrchestrator.Kinds.Authentication;

[ApiType("io.k8s.api.authentication.v1.TokenReviewStatus")]
public sealed record TokenReviewStatus
{
    [Field("authenticated", 1, Presence = Presence.OmitEmpty)]
    public bool? Authenticated { get; init; }

    [Field("user", 2, Presence = Presence.Always)]
    public UserInfo? User { get; init; }

    [Field("audiences", 4, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<string>? Audiences { get; init; }

    [Field("error", 3, Presence = Presence.OmitEmpty)]
    public string? Error { get; init; }
}
