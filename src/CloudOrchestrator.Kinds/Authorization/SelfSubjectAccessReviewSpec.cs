namespace CloudOrchestrator.Kinds.Authorization;

/// <summary>The action in question; one of the two kinds of attributes must be set.</summary>
[ApiType("io.k8s.api.authorization.v1.SelfSubjectAccessReviewSpec")]
public sealed record SelfSubjectAccessReviewSpec
{
    /// <summary>The action, if it is about a resource.</summary>
    [Field("resourceAttributes", 1)]
    public ResourceAttributes? ResourceAttributes { get; init; }

    /// <summary>The action, if it is about a path that is no resource.</summary>
    [Field("nonResourceAttributes", 2)]
    public NonResourceAttributes? NonResourceAttributes { get; init; }
}
