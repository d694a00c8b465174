namespace CloudOrchestrator.Kinds.Policy.Evictions;

[ApiType("io.k8s.api.policy.v1.Eviction")]
public sealed record Eviction : IKubernetesObject
{
    [Field("kind", 0)]
    public string? Kind { get; init; }

    [Field("apiVersion", 0)]
    public string? ApiVersion { get; init; }

    [Field("metadata", 1, Presence = Presence.Always)]
    public ObjectMeta Metadata { get; init; } = new();

    [Field("deleteOptions", 2)]
    public DeleteOptions? DeleteOptions { get; init; }
}
