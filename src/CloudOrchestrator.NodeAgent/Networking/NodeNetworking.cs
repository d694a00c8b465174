using Microsoft.Extensions.Logging;

namespace CloudOrchestrator.NodeAgent.Networking;

/// <summary>
/// Everything that makes a node part of the cluster's network: pod addresses, the overlay between nodes, Services in the packet filter and cluster DNS.
/// It works in the network namespace of its process.
/// </summary>
/// <param name="options">The node and its cluster.</param>
/// <param name="client">The API, for Services, EndpointSlices and Nodes.</param>
/// <param name="pods">The pods bound to this node, for their host ports. The caller runs it.</param>
/// <param name="packetFilter">The node's packet filter.</param>
/// <param name="time">The clock.</param>
/// <param name="loggers">Where failures that are retried are told.</param>
public sealed class NodeNetworking(
    NodeNetworkingOptions options,
    IObjectClient client,
    Informer<Pod> pods,
    IPacketFilter packetFilter,
    TimeProvider time,
    ILoggerFactory loggers)
{
    /// <summary>The pods' network. Attaching waits until the node has its pod CIDR and the overlay stands.</summary>
    public IPodNetwork PodNetwork => throw new NotImplementedException($"{options}{client}{pods}{packetFilter}{time}{loggers}");

    /// <summary>True when pods can be attached: the condition NetworkUnavailable=False and part of the node's Ready condition.</summary>
    public bool Ready => throw new NotImplementedException();

    /// <summary>Keeps the node's network as the cluster says until cancelled. What was set up stays: running pods keep their network.</summary>
    public Task RunAsync(CancellationToken cancellationToken) => throw new NotImplementedException();
}
