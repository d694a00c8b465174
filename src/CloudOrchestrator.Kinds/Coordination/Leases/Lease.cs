namespace CloudOrchestrator.Kinds.Coordination.Leases;

/// <summary>Says who holds something and until when, for leader election and node heartbeats.</summary>
[ApiType("io.k8s.api.coordination.v1.Lease")]
public sealed record Lease : IKubernetesObject
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

    /// <summary>The holder and the time of the last renewal.</summary>
    [Field("spec", 2, Presence = Presence.Always)]
    public LeaseSpec? Spec { get; init; }
}
