namespace CloudOrchestrator.Kinds.Core.Services;

/// <summary>State of a load balancer.</summary>
[ApiType("io.k8s.api.core.v1.LoadBalancerStatus")]
public sealed record LoadBalancerStatus
{
    /// <summary>Where traffic for the Service enters.</summary>
    [Field("ingress", 1, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<LoadBalancerIngress>? Ingress { get; init; }
}
