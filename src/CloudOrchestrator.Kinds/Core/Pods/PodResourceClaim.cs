namespace CloudOrchestrator.Kinds.Core.Pods;

[ApiType("io.k8s.api.core.v1.PodResourceClaim")]
public sealed record PodResourceClaim
{
    [Field("name", 1, Presence = Presence.Always, Required = true)]
    public string Name { get; init; } = "";

    [Field("resourceClaimName", 3)]
    public string? ResourceClaimName { get; init; }

    [Field("resourceClaimTemplateName", 4)]
    public string? ResourceClaimTemplateName { get; init; }
}
