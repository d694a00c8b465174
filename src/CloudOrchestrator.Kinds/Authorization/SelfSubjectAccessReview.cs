namespace CloudOrchestrator.Kinds.Authorization;

/// <summary>Asks whether the caller may do something.</summary>
[ApiType("io.k8s.api.authorization.v1.SelfSubjectAccessReview")]
public sealed record SelfSubjectAccessReview : IKubernetesObject
{
    /// <summary>Kind of the object; cannot be changed.</summary>
    [Field("kind", 0)]
    public string? Kind { get; init; }

    /// <summary>Group and version that the object is written in, such as apps/v1.</summary>
    [Field("apiVersion", 0)]
    public string? ApiVersion { get; init; }

    /// <summary>The object's name, labels, annotations and history.</summary>
    [Field("metadata", 1, Presence = Presence.Always)]
    public ObjectMeta Metadata { get; init; } = new();

    /// <summary>The action in question.</summary>
    [Field("spec", 2, Presence = Presence.Always, Required = true)]
    public SelfSubjectAccessReviewSpec Spec { get; init; } = new();

    /// <summary>The answer.</summary>
    [Field("status", 3, Presence = Presence.Always)]
    public SubjectAccessReviewStatus? Status { get; init; }
}
