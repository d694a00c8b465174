namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>A condition that must be true for the pod to be ready.</summary>
[ApiType("io.k8s.api.core.v1.PodReadinessGate")]
public sealed record PodReadinessGate
{
    /// <summary>Type of the condition.</summary>
    [Field("conditionType", 1, Presence = Presence.Always, Required = true)]
    public string ConditionType { get; init; } = "";
}
