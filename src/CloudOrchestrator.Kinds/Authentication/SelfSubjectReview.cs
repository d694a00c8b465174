namespace CloudOrchestrator.Kinds.Authentication;

/// <summary>Asks the server who it takes the caller for.</summary>
[ApiType("io.k8s.api.authentication.v1.SelfSubjectReview")]
public sealed record SelfSubjectReview : IKubernetesObject
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

    /// <summary>The answer.</summary>
    [Field("status", 2, Presence = Presence.Always)]
    public SelfSubjectReviewStatus? Status { get; init; }
}
