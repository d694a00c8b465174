namespace CloudOrchestrator.Kinds.Authorization;

/// <summary>The namespace in question.</summary>
[ApiType("io.k8s.api.authorization.v1.SelfSubjectRulesReviewSpec")]
public sealed record SelfSubjectRulesReviewSpec
{
    /// <summary>Namespace to list the rules of.</summary>
    [Field("namespace", 1, Presence = Presence.OmitEmpty)]
    public string? Namespace { get; init; }
}
