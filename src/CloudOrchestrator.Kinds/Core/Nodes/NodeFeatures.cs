namespace CloudOrchestrator.Kinds.Core.Nodes;

/// <summary>Features that a node's container runtime has.</summary>
[ApiType("io.k8s.api.core.v1.NodeFeatures")]
public sealed record NodeFeatures
{
    /// <summary>Whether the runtime can follow supplementalGroupsPolicy and report container users.</summary>
    [Field("supplementalGroupsPolicy", 1)]
    public bool? SupplementalGroupsPolicy { get; init; }
}
