namespace CloudOrchestrator.Kinds.Coordination.Leases;

[ApiType("io.k8s.api.coordination.v1.Lease")]
public sealed record Lease : IKubernetesObject
{
    [Field("kind", 0)]
    public string? Kind { get; init; }

    [Field("apiVersion", 0)]
    public string? ApiVersion { get; init; }

    [Field("metadata", 1, Presence = Presence.Always)]
    public ObjectMeta Metadata { get; init; } = new();

    [Field("spec", 2, Presence = Presence.Always)]
    public LeaseSpec? Spec { get; init; }
}
