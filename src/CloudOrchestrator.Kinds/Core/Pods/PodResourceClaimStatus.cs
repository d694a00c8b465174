namespace CloudOrchestrator.Kinds.Core.Pods;

[ApiType("io.k8s.api.core.v1.PodResourceClaimStatus")]
public sealed record PodResourceClaimStatus
{
    [Field("name", 1, Presence = Presence.Always, Required = true)]
    public string Name { get; init; } = "";

    [Field("resourceClaimName", 2)]
    public string? ResourceClaimName { get; init; }
}
