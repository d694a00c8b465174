namespace CloudOrchestrator.Kinds.Authentication;

[ApiType("io.k8s.api.authentication.v1.SelfSubjectReview")]
public sealed record SelfSubjectReview : IKubernetesObject
{
    [Field("kind", 0)]
    public string? Kind { get; init; }

    [Field("apiVersion", 0)]
    public string? ApiVersion { get; init; }

    [Field("metadata", 1, Presence = Presence.Always)]
    public ObjectMeta Metadata { get; init; } = new();

    [Field("status", 2, Presence = Presence.Always)]
    public SelfSubjectReviewStatus? Status { get; init; }
}
