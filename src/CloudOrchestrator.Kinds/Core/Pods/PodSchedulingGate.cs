namespace CloudOrchestrator.Kinds.Core.Pods;

[ApiType("io.k8s.api.core.v1.PodSchedulingGate")]
public sealed record PodSchedulingGate
{
    [Field("name", 1, Presence = Presence.Always, Required = true)]
    public string Name { get; init; } = "";
}
