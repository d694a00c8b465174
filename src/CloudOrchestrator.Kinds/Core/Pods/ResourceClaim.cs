namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>A claim of the pod that a container uses.</summary>
[ApiType("io.k8s.api.core.v1.ResourceClaim")]
public sealed record ResourceClaim
{
    /// <summary>Name of an entry in the pod's resourceClaims.</summary>
    [Field("name", 1, Presence = Presence.Always, Required = true)]
    public string Name { get; init; } = "";

    /// <summary>The request of the claim to use; all when empty.</summary>
    [Field("request", 2, Presence = Presence.OmitEmpty)]
    public string? Request { get; init; }
}
