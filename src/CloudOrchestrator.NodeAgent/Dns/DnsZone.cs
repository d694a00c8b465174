using CloudOrchestrator.NodeAgent.Networking;

namespace CloudOrchestrator.NodeAgent.Dns;

/// <summary>The zone of a cluster.</summary>
/// <param name="Domain">The cluster domain, such as <c>cluster.local</c>.</param>
/// <param name="ServerAddress">The address of cluster DNS.</param>
/// <param name="ClusterCidr">All pods' addresses: reverse questions for them never leave the cluster.</param>
internal sealed record DnsZone(string Domain, string ServerAddress, AddressRange ClusterCidr)
{
    /// <summary>The name of a Service.</summary>
    public string ServiceName(ObjectKey service) => $"{service.Name}.{service.Namespace}.svc.{Domain}";
}
