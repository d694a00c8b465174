namespace CloudOrchestrator.NodeAgent.Volumes;

/// <summary>What pods' resolvers are to use.</summary>
public sealed record ResolverOptions
{
    /// <summary>The address of cluster DNS.</summary>
    public string ClusterDns { get; init; } = "10.96.0.10";

    /// <summary>The cluster's domain.</summary>
    public string ClusterDomain { get; init; } = "cluster.local";

    /// <summary>The node's own resolver configuration, for pods with dnsPolicy Default.</summary>
    public string NodeResolvConf { get; init; } = "";
}
