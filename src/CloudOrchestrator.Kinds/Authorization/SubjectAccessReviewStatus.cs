namespace CloudOrchestrator.Kinds.Authorization;

/// <summary>Whether an action is allowed.</summary>
[ApiType("io.k8s.api.authorization.v1.SubjectAccessReviewStatus")]
public sealed record SubjectAccessReviewStatus
{
    /// <summary>Whether the action is allowed.</summary>
    [Field("allowed", 1, Presence = Presence.Always, Required = true)]
    public bool Allowed { get; init; }

    /// <summary>Whether an authorizer forbids the action outright, rather than none having an opinion; never true together with allowed.</summary>
    [Field("denied", 4, Presence = Presence.OmitEmpty)]
    public bool? Denied { get; init; }

    /// <summary>Why it is allowed or not.</summary>
    [Field("reason", 2, Presence = Presence.OmitEmpty)]
    public string? Reason { get; init; }

    /// <summary>What went wrong while deciding; the decision may stand nevertheless.</summary>
    [Field("evaluationError", 3, Presence = Presence.OmitEmpty)]
    public string? EvaluationError { get; init; }
}
