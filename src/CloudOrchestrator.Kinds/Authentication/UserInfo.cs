namespace CloudOrchestrator.Kinds.Authentication;

[ApiType("io.k8s.api.authentication.v1.UserInfo")]
public sealed record UserInfo
{
    [Field("username", 1, Presence = Presence.OmitEmpty)]
    public string? Username { get; init; }

    [Field("uid", 2, Presence = Presence.OmitEmpty)]
    public string? Uid { get; init; }

    [Field("groups", 3, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<string>? Groups { get; init; }

    [Field("extra", 4, Presence = Presence.OmitEmpty)]
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Extra { get; init; }
}
