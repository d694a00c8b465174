namespace CloudOrchestrator.Kinds.Authentication;

/// <summary>The token in question.</summary>
[ApiType("io.k8s.api.authentication.v1.TokenReviewSpec")]
public sealed record TokenReviewSpec
{
    /// <summary>The bearer token to check.</summary>
    [Field("token", 1, Presence = Presence.OmitEmpty)]
    public string? Token { get; init; }

    /// <summary>Audiences that the asker accepts; the token must be meant for one of them. The API server's own audience when empty.</summary>
    [Field("audiences", 2, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<string>? Audiences { get; init; }
}
