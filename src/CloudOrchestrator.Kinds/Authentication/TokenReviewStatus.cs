namespace CloudOrchestrator.Kinds.Authentication;

/// <summary>What a token is worth.</summary>
[ApiType("io.k8s.api.authentication.v1.TokenReviewStatus")]
public sealed record TokenReviewStatus
{
    /// <summary>Whether the token belongs to a known user.</summary>
    [Field("authenticated", 1, Presence = Presence.OmitEmpty)]
    public bool? Authenticated { get; init; }

    /// <summary>The user the token belongs to.</summary>
    [Field("user", 2, Presence = Presence.Always)]
    public UserInfo? User { get; init; }

    /// <summary>Which of the audiences asked for the token is meant for.</summary>
    [Field("audiences", 4, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<string>? Audiences { get; init; }

    /// <summary>Why the token could not be checked.</summary>
    [Field("error", 3, Presence = Presence.OmitEmpty)]
    public string? Error { get; init; }
}
