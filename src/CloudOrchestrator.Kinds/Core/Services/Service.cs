namespace CloudOrchestrator.Kinds.Core.Services;

[ApiType("io.k8s.api.core.v1.Service")]
public sealed record Service : IKubernetesObject
{
    [Field("kind", 0)]
    public string? Kind { get; init; }

    [Field("apiVersion", 0)]
    public string? ApiVersion { get; init; }

    [Field("metadata", 1, Presence = Presence.Always)]
    public ObjectMeta Metadata { get; init; } = new();

    [Field("spec", 2, Presence = Presence.Always)]
    public ServiceSpec? Spec { get; init; }

    [Field("status", 3, Presence = Presence.Always)]
    public ServiceStatus? Status { get; init; }
}
