namespace CloudOrchestrator.Kinds.Authentication;

[ApiType("io.k8s.api.authentication.v1.TokenReviewSpec")]
public sealed record TokenReviewSpec
{
    [Field("token", 1, Presence = Presence.OmitEmpty)]
    public string? Token { get; init; }

    [Field("audiences", 2, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<string>? Audiences { get; init; }
}
