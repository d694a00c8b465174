namespace CloudOrchestrator.Kinds.Authorization;

/// <summary>What a user may do, as far as it can be listed.</summary>
[ApiType("io.k8s.api.authorization.v1.SubjectRulesReviewStatus")]
public sealed record SubjectRulesReviewStatus
{
    /// <summary>Rules about resources.</summary>
    [Field("resourceRules", 1, Presence = Presence.Always, Required = true)]
    public IReadOnlyList<ResourceRule> ResourceRules { get; init; } = [];

    /// <summary>Rules about paths that are no resources.</summary>
    [Field("nonResourceRules", 2, Presence = Presence.Always, Required = true)]
    public IReadOnlyList<NonResourceRule> NonResourceRules { get; init; } = [];

    /// <summary>Whether rules may be missing, because an authorizer cannot list them.</summary>
    [Field("incomplete", 3, Presence = Presence.Always, Required = true)]
    public bool Incomplete { get; init; }

    /// <summary>What went wrong while listing.</summary>
    [Field("evaluationError", 4, Presence = Presence.OmitEmpty)]
    public string? EvaluationError { get; init; }
}
