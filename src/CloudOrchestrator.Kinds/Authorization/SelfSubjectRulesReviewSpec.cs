namespace CloudOrchestrator.Kinds.Authorization;

[ApiType("io.k8s.api.authorization.v1.SelfSubjectRulesReviewSpec")]
public sealed record SelfSubjectRulesReviewSpec
{
    [Field("namespace", 1, Presence = Presence.OmitEmpty)]
    public string? Namespace { get; init; }
}
