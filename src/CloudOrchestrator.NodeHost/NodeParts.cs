using System.Net;
using CloudOrchestrator.Client;
using CloudOrchestrator.DockerEngine;
using CloudOrchestrator.Kinds.Core.Nodes;
using CloudOrchestrator.Kinds.Core.Pods;
using CloudOrchestrator.Kinds.Core.Services;
using CloudOrchestrator.NodeAgent.Networking;
using CloudOrchestrator.NodeAgent.Nodes;
using CloudOrchestrator.NodeAgent.Runtime;
using CloudOrchestrator.NodeAgent.Simulated;
using CloudOrchestrator.NodeAgent.Volumes;
using CloudOrchestrator.Nftables;
using CloudOrchestrator.Objects;

namespace CloudOrchestrator.NodeHost;

/// <summary>The parts of a node that are either real or pretended.</summary>
internal sealed record NodeParts
{
    public required IMachine Machine { get; init; }

    public required IContainerRuntime Runtime { get; init; }

    public required IPodNetwork Network { get; init; }

    public required Informer<Service> Services { get; init; }

    /// <summary>The cluster's nodes, or at least this one.</summary>
    public required Informer<Node> Nodes { get; init; }

    public required Func<ReferencedObjects, IPodVolumes> VolumesFor { get; init; }

    /// <summary>Why pods cannot be connected; null when they can.</summary>
    public required Func<string?> NetworkTrouble { get; init; }

    /// <summary>Runs what these parts need until cancelled.</summary>
    public required Func<CancellationToken, Task> RunAsync { get; init; }

    public static NodeParts Create(
        NodeHostOptions options, string address, string clusterDns, IObjectClient client, Informer<Pod> pods, TimeProvider time, ILoggerFactory loggers) =>
        options.Simulated > 0 ? Pretended(options, client, time) : Real(options, address, clusterDns, client, pods, time, loggers);

    private static NodeParts Real(
        NodeHostOptions options, string address, string clusterDns, IObjectClient client, Informer<Pod> pods, TimeProvider time, ILoggerFactory loggers)
    {
        Directory.CreateDirectory(options.Data);
        var networking = new NodeNetworking(
            new NodeNetworkingOptions
            {
                NodeName = options.Name,
                NodeAddress = address,
                ClusterCidr = options.PodCidr,
                ClusterDnsAddress = clusterDns,
                ClusterDomain = options.ClusterDomain,
            },
            client,
            pods,
            new NftablesPacketFilter(new NftCommand(), new NetlinkFlowTable(), loggers.CreateLogger<NftablesPacketFilter>()),
            time,
            loggers);
        var resolver = new ResolverOptions
        {
            ClusterDns = clusterDns,
            ClusterDomain = options.ClusterDomain,
            NodeResolvConf = File.Exists("/etc/resolv.conf") ? File.ReadAllText("/etc/resolv.conf") : "",
        };
        return new NodeParts
        {
            Machine = new LinuxMachine(options.Data, time),
            Runtime = new DockerContainerRuntime(new DockerClientConfiguration(new Uri(options.Docker)).CreateClient(), OomScore.LowestAllowed(), time),
            Network = networking.PodNetwork,
            Services = networking.Services,
            Nodes = networking.Nodes,
            VolumesFor = objects => new PodVolumes(new PodDirectories(options.Data), objects, new TokenSource(client, time), time, resolver),
            NetworkTrouble = () => networking.Ready
                ? null
                : "container runtime network not ready: NetworkReady=false reason:NetworkPluginNotReady message:the node has no pod CIDR yet",
            RunAsync = networking.RunAsync,
        };
    }

    private static NodeParts Pretended(NodeHostOptions options, IObjectClient client, TimeProvider time)
    {
        var services = new Informer<Service>(client, null, new ListQuery(), time);
        var self = new Informer<Node>(client, null, new ListQuery { FieldSelector = $"metadata.name={options.Name}" }, time);
        var memory = Quantity.Parse(options.SimulatedMemory).Units;
        return new NodeParts
        {
            Machine = new PretendMachine(options.Name, options.SimulatedCpus, memory, time),
            Runtime = new PretendContainerRuntime(new PretendRuntimeOptions(), time, new RandomIdSource()),
            Network = new PretendPodNetwork(token => PodCidrAsync(self, token)),
            Services = services,
            Nodes = self,
            VolumesFor = _ => new PretendPodVolumes(),
            NetworkTrouble = () => null,
            RunAsync = token => Task.WhenAll(services.RunAsync(token), self.RunAsync(token)),
        };
    }

    private static async Task<IPNetwork> PodCidrAsync(Informer<Node> self, CancellationToken cancellationToken)
    {
        while (true)
        {
            var version = self.Version;
            if (self.Items.Values.FirstOrDefault()?.Spec?.PodCIDR is { Length: > 0 } cidr)
                return IPNetwork.Parse(cidr);
            await self.ChangedAsync(version, cancellationToken);
        }
    }
}
