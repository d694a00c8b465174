namespace CloudOrchestrator.Kinds.Core.Services;

/// <summary>A stable address and name for a changing set of pods.</summary>
[ApiType("io.k8s.api.core.v1.Service")]
public sealed record Service : IKubernetesObject
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

    /// <summary>The ports, the pods behind them, and how they can be reached.</summary>
    [Field("spec", 2, Presence = Presence.Always)]
    public ServiceSpec? Spec { get; init; }

    /// <summary>State of the load balancer.</summary>
    [Field("status", 3, Presence = Presence.Always)]
    public ServiceStatus? Status { get; init; }
}
