namespace CloudOrchestrator.Kinds.Core.Namespaces;

[ApiType("io.k8s.api.core.v1.Namespace")]
public sealed record Namespace : IKubernetesObject
{
    [Field("kind", 0)]
    public string? Kind { get; init; }

    [Field("apiVersion", 0)]
    public string? ApiVersion { get; init; }

    [Field("metadata", 1, Presence = Presence.Always)]
    public ObjectMeta Metadata { get; init; } = new();

    [Field("spec", 2, Presence = Presence.Always)]
    public NamespaceSpec? Spec { get; init; }

    [Field("status", 3, Presence = Presence.Always)]
    public NamespaceStatus? Status { get; init; }
}
