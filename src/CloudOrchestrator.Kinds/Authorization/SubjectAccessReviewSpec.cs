namespace CloudOrchestrator.Kinds.Authorization;

[ApiType("io.k8s.api.authorization.v1.SubjectAccessReviewSpec")]
public sealed record SubjectAccessReviewSpec
{
    [Field("resourceAttributes", 1)]
    public ResourceAttributes? ResourceAttributes { get; init; }

    [Field("nonResourceAttributes", 2)]
    public NonResourceAttributes? NonResourceAttributes { get; init; }

    [Field("user", 3, Presence = Presence.OmitEmpty)]
    public string? User { get; init; }

    [Field("groups", 4, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<string>? Groups { get; init; }

    [Field("extra", 5, Presence = Presence.OmitEmpty)]
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Extra { get; init; }

    [Field("uid", 6, Presence = Presence.OmitEmpty)]
    public string? Uid { get; init; }
}
