namespace CloudOrchestrator.Kinds.Authorization;

[ApiType("io.k8s.api.authorization.v1.SubjectAccessReviewStatus")]
public sealed record SubjectAccessReviewStatus
{
    [Field("allowed", 1, Presence = Presence.Always, Required = true)]
    public bool Allowed { get; init; }

    [Field("denied", 4, Presence = Presence.OmitEmpty)]
    public bool? Denied { get; init; }

    [Field("reason", 2, Presence = Presence.OmitEmpty)]
    public string? Reason { get; init; }

    [Field("evaluationError", 3, Presence = Presence.OmitEmpty)]
    public string? EvaluationError { get; init; }
}
