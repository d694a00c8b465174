namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>The claim that was made for one of a pod's resourceClaims.</summary>
[ApiType("io.k8s.api.core.v1.PodResourceClaimStatus")]
public sealed record PodResourceClaimStatus
{
    /// <summary>Name of the entry in spec.resourceClaims.</summary>
    [Field("name", 1, Presence = Presence.Always, Required = true)]
    public string Name { get; init; } = "";

    /// <summary>Name of the claim; unset when none was needed.</summary>
    [Field("resourceClaimName", 2)]
    public string? ResourceClaimName { get; init; }
}
