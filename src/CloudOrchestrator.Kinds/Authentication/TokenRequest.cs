namespace CloudOrchestrator.Kinds.Authentication;

/// <summary>Asks for a token of a service account.</summary>
[ApiType("io.k8s.api.authentication.v1.TokenRequest")]
public sealed record TokenRequest : IKubernetesObject
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

    /// <summary>What kind of token is wanted.</summary>
    [Field("spec", 2, Presence = Presence.Always, Required = true)]
    public TokenRequestSpec Spec { get; init; } = new();

    /// <summary>The token issued.</summary>
    [Field("status", 3, Presence = Presence.Always)]
    public TokenRequestStatus? Status { get; init; }
}
