namespace CloudOrchestrator.Kinds.Authentication;

/// <summary>A user as the authenticator describes them.</summary>
[ApiType("io.k8s.api.authentication.v1.UserInfo")]
public sealed record UserInfo
{
    /// <summary>Name of the user, unique among the active users.</summary>
    [Field("username", 1, Presence = Presence.OmitEmpty)]
    public string? Username { get; init; }

    /// <summary>Identifier that tells this user from an earlier one of the same name.</summary>
    [Field("uid", 2, Presence = Presence.OmitEmpty)]
    public string? Uid { get; init; }

    /// <summary>Groups the user belongs to.</summary>
    [Field("groups", 3, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<string>? Groups { get; init; }

    /// <summary>Further attributes that the authenticator supplied.</summary>
    [Field("extra", 4, Presence = Presence.OmitEmpty)]
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Extra { get; init; }
}
