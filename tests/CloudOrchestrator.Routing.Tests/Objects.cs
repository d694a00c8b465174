using CloudOrchestrator.Kinds.Core.Nodes;
using CloudOrchestrator.Kinds.Core.Services;
using CloudOrchestrator.Kinds.Discovery.EndpointSlices;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Objects.Meta;

namespace CloudOrchestrator.Routing.Tests;

/// <summary>Objects for tests: a Service <c>default/web</c> and its endpoints.</summary>
internal static class Objects
{
    public static Service Web(Func<ServiceSpec, ServiceSpec>? change = null) => Named("web", change);

    public static Service Named(string name, Func<ServiceSpec, ServiceSpec>? change = null)
    {
        var spec = new ServiceSpec
        {
            Type = "ClusterIP",
            ClusterIP = "10.96.0.5",
            ClusterIPs = ["10.96.0.5"],
            Ports = [new ServicePort { Name = "http", Protocol = "TCP", Port = 80, TargetPort = new IntOrString(8080) }],
        };
        return new Service { Metadata = new ObjectMeta { Name = name, Namespace = "default" }, Spec = change?.Invoke(spec) ?? spec };
    }

    public static EndpointSlice Slice(params IReadOnlyList<Endpoint> endpoints) => new()
    {
        Metadata = new ObjectMeta { Name = "web-1", Namespace = "default", Labels = new Dictionary<string, string> { ["kubernetes.io/service-name"] = "web" } },
        AddressType = "IPv4",
        Ports = [new EndpointSlicePort { Name = "http", Protocol = "TCP", Port = 8080 }],
        Endpoints = endpoints,
    };

    public static Endpoint On(string node, string address, bool ready = true, bool? serving = null, bool terminating = false) => new()
    {
        Addresses = [address],
        NodeName = node,
        Conditions = new EndpointConditions { Ready = ready, Serving = serving ?? ready, Terminating = terminating },
    };

    public static Node Node(string name, string podCidr, string? zone = null) => new()
    {
        Metadata = new ObjectMeta { Name = name, Labels = zone is null ? null : new Dictionary<string, string> { ["topology.kubernetes.io/zone"] = zone } },
        Spec = new NodeSpec { PodCIDR = podCidr },
    };

    public static RuleSet Compile(Service service, params IReadOnlyList<EndpointSlice> slices) =>
        RouteTable.Compile([service], slices, [Node("node-1", "10.244.1.0/24"), Node("node-2", "10.244.2.0/24")], [], "node-1", new RouteOptions());
}
