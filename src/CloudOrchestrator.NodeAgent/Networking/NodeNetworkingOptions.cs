namespace CloudOrchestrator.NodeAgent.Networking;

/// <summary>What a node's networking must know about its node and cluster.</summary>
public sealed record NodeNetworkingOptions
{
    /// <summary>The node's name: its Node object carries the pod CIDR.</summary>
    public required string NodeName { get; init; }

    /// <summary>The node's InternalIP, the address other nodes send overlay packets to.</summary>
    public required string NodeAddress { get; init; }

    /// <summary>All pods' addresses. Traffic from pods to anywhere else leaves under the node's address.</summary>
    public string ClusterCidr { get; init; } = "10.244.0.0/16";

    /// <summary>The address cluster DNS is answered on, on this node by this node; the cluster IP of kube-system/kube-dns.</summary>
    public string ClusterDnsAddress { get; init; } = "10.96.0.10";

    /// <summary>The cluster's DNS domain.</summary>
    public string ClusterDomain { get; init; } = "cluster.local";

    /// <summary>Resolvers for names outside the cluster; null to use the node's resolv.conf.</summary>
    public IReadOnlyList<string>? UpstreamResolvers { get; init; }

    /// <summary>Where the node's own resolvers are read from when <see cref="UpstreamResolvers"/> is null.</summary>
    public string ResolvConfPath { get; init; } = "/etc/resolv.conf";

    /// <summary>MTU of the network between the nodes; null to read it from the interface that carries <see cref="NodeAddress"/>.</summary>
    public int? UnderlayMtu { get; init; }
}
