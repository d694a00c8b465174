namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>A ResourceClaim, such as for a device, that the pod's containers can use.</summary>
[ApiType("io.k8s.api.core.v1.PodResourceClaim")]
public sealed record PodResourceClaim
{
    /// <summary>Name by which containers refer to it, unique in the pod.</summary>
    [Field("name", 1, Presence = Presence.Always, Required = true)]
    public string Name { get; init; } = "";

    /// <summary>An existing claim; not together with resourceClaimTemplateName.</summary>
    [Field("resourceClaimName", 3)]
    public string? ResourceClaimName { get; init; }

    /// <summary>Template of a claim that is made with the pod and deleted with it.</summary>
    [Field("resourceClaimTemplateName", 4)]
    public string? ResourceClaimTemplateName { get; init; }
}
