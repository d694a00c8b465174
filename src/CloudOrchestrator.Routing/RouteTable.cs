using CloudOrchestrator.Kinds.Core.Nodes;
using CloudOrchestrator.Kinds.Core.Pods;
using CloudOrchestrator.Kinds.Core.Services;
using CloudOrchestrator.Kinds.Discovery.EndpointSlices;

namespace CloudOrchestrator.Routing;

/// <summary>Compiles Services and their endpoints to what one node's packet filter must do, by the rules of kube-proxy.</summary>
public static class RouteTable
{
    private const string AnotherProxyLabel = "service.kubernetes.io/service-proxy-name";
    private const string ZoneLabel = "topology.kubernetes.io/zone";

    /// <summary>Compiles. The result depends only on the arguments' content, not on their order.</summary>
    /// <param name="services">All Services.</param>
    /// <param name="slices">All EndpointSlices.</param>
    /// <param name="nodes">All Nodes; of use is the one named <paramref name="self"/>.</param>
    /// <param name="pods">Pods bound to this node, for their host ports.</param>
    /// <param name="self">This node's name.</param>
    /// <param name="options">The cluster.</param>
    public static RuleSet Compile(
        IEnumerable<Service> services,
        IEnumerable<EndpointSlice> slices,
        IEnumerable<Node> nodes,
        IEnumerable<Pod> pods,
        string self,
        RouteOptions options)
    {
        var node = nodes.FirstOrDefault(candidate => candidate.Metadata.Name == self);
        var index = new EndpointIndex(slices, self, node?.Metadata.Labels?.GetValueOrDefault(ZoneLabel));
        var builder = new RuleSetBuilder();
        var routed = services.Where(IsRouted).OrderBy(Key).Select(service => new ServiceRoutes(service, index)).ToList();

        // Cluster IPs first: no external IP of another Service may take one over.
        foreach (var routes in routed)
            routes.AddClusterIPs(builder, options.OwnAddresses);
        foreach (var routes in routed)
            routes.AddExternal(builder);
        foreach (var pod in pods.OrderBy(pod => Key(pod)))
            HostPorts.Add(builder, pod);
        return builder.Build(options.ClusterCidr, node?.Spec?.PodCIDR, self);
    }

    private static ObjectKey Key(IKubernetesObject value) => new(value.Metadata.Namespace ?? "", value.Metadata.Name ?? "");

    private static bool IsRouted(Service service) =>
        service.Spec is { Type: not "ExternalName", ClusterIP: not (null or "" or "None") } && service.Metadata.Labels?.ContainsKey(AnotherProxyLabel) != true;
}
