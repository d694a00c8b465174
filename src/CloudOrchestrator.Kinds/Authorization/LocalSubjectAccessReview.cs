namespace CloudOrchestrator.Kinds.Authorization;

[ApiType("io.k8s.api.authorization.v1.LocalSubjectAccessReview")]
public sealed record LocalSubjectAccessReview : IKubernetesObject
{
    [Field("kind", 0)]
    public string? Kind { get; init; }

    [Field("apiVersion", 0)]
    public string? ApiVersion { get; init; }

    [Field("metadata", 1, Presence = Presence.Always)]
    public ObjectMeta Metadata { get; init; } = new();

    [Field("spec", 2, Presence = Presence.Always, Required = true)]
    public SubjectAccessReviewSpec Spec { get; init; } = new();

    [Field("status", 3, Presence = Presence.Always)]
    public SubjectAccessReviewStatus? Status { get; init; }
}
