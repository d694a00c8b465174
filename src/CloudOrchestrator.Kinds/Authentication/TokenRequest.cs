namespace CloudOrchestrator.Kinds.Authentication;

[ApiType("io.k8s.api.authentication.v1.TokenRequest")]
public sealed record TokenRequest : IKubernetesObject
{
    [Field("kind", 0)]
    public string? Kind { get; init; }

    [Field("apiVersion", 0)]
    public string? ApiVersion { get; init; }

    [Field("metadata", 1, Presence = Presence.Always)]
    public ObjectMeta Metadata { get; init; } = new();

    [Field("spec", 2, Presence = Presence.Always, Required = true)]
    public TokenRequestSpec Spec { get; init; } = new();

    [Field("status", 3, Presence = Presence.Always)]
    public TokenRequestStatus? Status { get; init; }
}
