namespace CloudOrchestrator.Kinds.Authorization;

/// <summary>The user and the action in question; a user or a group must be named, and one of the two kinds of attributes set.</summary>
[ApiType("io.k8s.api.authorization.v1.SubjectAccessReviewSpec")]
public sealed record SubjectAccessReviewSpec
{
    /// <summary>The action, if it is about a resource.</summary>
    [Field("resourceAttributes", 1)]
    public ResourceAttributes? ResourceAttributes { get; init; }

    /// <summary>The action, if it is about a path that is no resource.</summary>
    [Field("nonResourceAttributes", 2)]
    public NonResourceAttributes? NonResourceAttributes { get; init; }

    /// <summary>Name of the user.</summary>
    [Field("user", 3, Presence = Presence.OmitEmpty)]
    public string? User { get; init; }

    /// <summary>Groups of the user.</summary>
    [Field("groups", 4, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<string>? Groups { get; init; }

    /// <summary>Further attributes of the user.</summary>
    [Field("extra", 5, Presence = Presence.OmitEmpty)]
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Extra { get; init; }

    /// <summary>Identifier of the user.</summary>
    [Field("uid", 6, Presence = Presence.OmitEmpty)]
    public string? Uid { get; init; }
}
