namespace CloudOrchestrator.Kinds.Core.Pods;

[ApiType("io.k8s.api.core.v1.PodReadinessGate")]
public sealed record PodReadinessGate
{
    [Field("conditionType", 1, Presence = Presence.Always, Required = true)]
    public string ConditionType { get; init; } = "";
}
