namespace CloudOrchestrator.Kinds.Core.Services;

[ApiType("io.k8s.api.core.v1.LoadBalancerStatus")]
public sealed record LoadBalancerStatus
{
    [Field("ingress", 1, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<LoadBalancerIngress>? Ingress { get; init; }
}
