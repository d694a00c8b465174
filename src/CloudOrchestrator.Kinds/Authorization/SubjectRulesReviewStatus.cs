namespace CloudOrchestrator.Kinds.Authorization;

[ApiType("io.k8s.api.authorization.v1.SubjectRulesReviewStatus")]
public sealed record SubjectRulesReviewStatus
{
    [Field("resourceRules", 1, Presence = Presence.Always, Required = true)]
    public IReadOnlyList<ResourceRule> ResourceRules { get; init; } = [];

    [Field("nonResourceRules", 2, Presence = Presence.Always, Required = true)]
    public IReadOnlyList<NonResourceRule> NonResourceRules { get; init; } = [];

    [Field("incomplete", 3, Presence = Presence.Always, Required = true)]
    public bool Incomplete { get; init; }

    [Field("evaluationError", 4, Presence = Presence.OmitEmpty)]
    public string? EvaluationError { get; init; }
}
