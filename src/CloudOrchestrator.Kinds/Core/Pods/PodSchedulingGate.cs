namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>Holds the scheduling of a pod up until it is removed.</summary>
[ApiType("io.k8s.api.core.v1.PodSchedulingGate")]
public sealed record PodSchedulingGate
{
    /// <summary>Name of the gate, unique in the pod.</summary>
    [Field("name", 1, Presence = Presence.Always, Required = true)]
    public string Name { get; init; } = "";
}
