using CloudOrchestrator.Kinds.Core.Pods;
using CloudOrchestrator.Kinds.Core.Services;
using CloudOrchestrator.Kinds.Discovery.EndpointSlices;
using CloudOrchestrator.Objects.Meta;
using static CloudOrchestrator.Routing.Tests.Objects;

namespace CloudOrchestrator.Routing.Tests;

public sealed class RouteTableTests
{
    private const string Everywhere = "default/web/tcp/http";
    private const string OnThisNode = "default/web/tcp/http/local";
    private static readonly ServiceAddress ClusterIP = new("10.96.0.5", Transport.Tcp, 80);

    [Fact]
    public void Compile_ClusterIP_BalancesOverReadyEndpoints()
    {
        var rules = Compile(Web(), Slice(On("node-1", "10.244.1.2"), On("node-2", "10.244.2.2"), On("node-2", "10.244.2.3", ready: false)));
        Assert.Equal(new ServiceTarget(Everywhere, Everywhere, Refusal.None), rules.Targets[ClusterIP]);
        Assert.Equal([new Backend("10.244.1.2", 8080), new Backend("10.244.2.2", 8080)], rules.Balancers[Everywhere].Backends);
        Assert.True(rules.Balancers[Everywhere].MasqueradeOutsiders);
        Assert.Equal(("10.244.0.0/16", "10.244.1.0/24"), (rules.ClusterCidr, rules.PodCidr));
    }

    [Fact]
    public void Compile_NoEndpoints_Rejects()
    {
        var rules = Compile(Web(spec => spec with { Type = "NodePort", Ports = [spec.Ports![0] with { NodePort = 30080 }] }), Slice());
        Assert.Equal(new ServiceTarget(null, null, Refusal.Reject), rules.Targets[ClusterIP]);
        Assert.Equal(new ServiceTarget(null, null, Refusal.Reject), rules.Targets[new ServiceAddress(null, Transport.Tcp, 30080)]);
        Assert.Empty(rules.Balancers);
    }

    [Fact]
    public void Compile_OnlyTerminatingEndpointsServe_UsesThem()
    {
        var rules = Compile(Web(), Slice(On("node-1", "10.244.1.2", ready: false, serving: true, terminating: true), On("node-2", "10.244.2.2", ready: false, terminating: true)));
        Assert.Equal([new Backend("10.244.1.2", 8080)], rules.Balancers[Everywhere].Backends);
    }

    [Fact]
    public void Compile_SomeEndpointReady_LeavesTerminatingOnesAlone()
    {
        var rules = Compile(Web(), Slice(On("node-1", "10.244.1.2", ready: false, serving: true, terminating: true), On("node-2", "10.244.2.2")));
        Assert.Equal([new Backend("10.244.2.2", 8080)], rules.Balancers[Everywhere].Backends);
    }

    [Fact]
    public void Compile_NodePort_TargetsAllAddressesOfTheNode()
    {
        var rules = Compile(Web(spec => spec with { Type = "NodePort", Ports = [spec.Ports![0] with { NodePort = 30080 }] }), Slice(On("node-2", "10.244.2.2")));
        Assert.Equal(new ServiceTarget(Everywhere, Everywhere, Refusal.None), rules.Targets[new ServiceAddress(null, Transport.Tcp, 30080)]);
    }

    [Fact]
    public void Compile_ExternalTrafficPolicyLocal_SendsOutsidersToThisNodeOnly()
    {
        var service = Web(spec => spec with { Type = "NodePort", ExternalTrafficPolicy = "Local", Ports = [spec.Ports![0] with { NodePort = 30080 }] });
        var rules = Compile(service, Slice(On("node-1", "10.244.1.2"), On("node-2", "10.244.2.2")));
        Assert.Equal(new ServiceTarget(Everywhere, OnThisNode, Refusal.None), rules.Targets[new ServiceAddress(null, Transport.Tcp, 30080)]);
        Assert.Equal([new Backend("10.244.1.2", 8080)], rules.Balancers[OnThisNode].Backends);
        Assert.False(rules.Balancers[OnThisNode].MasqueradeOutsiders);
        Assert.Equal(new ServiceTarget(Everywhere, Everywhere, Refusal.None), rules.Targets[ClusterIP]);
    }

    [Fact]
    public void Compile_ExternalTrafficPolicyLocalWithoutLocalEndpoint_DropsOutsiders()
    {
        var service = Web(spec => spec with { Type = "NodePort", ExternalTrafficPolicy = "Local", Ports = [spec.Ports![0] with { NodePort = 30080 }] });
        var rules = Compile(service, Slice(On("node-2", "10.244.2.2")));
        Assert.Equal(new ServiceTarget(Everywhere, null, Refusal.Drop), rules.Targets[new ServiceAddress(null, Transport.Tcp, 30080)]);
    }

    [Fact]
    public void Compile_InternalTrafficPolicyLocalWithoutLocalEndpoint_Drops()
    {
        var rules = Compile(Web(spec => spec with { InternalTrafficPolicy = "Local" }), Slice(On("node-2", "10.244.2.2")));
        Assert.Equal(new ServiceTarget(null, null, Refusal.Drop), rules.Targets[ClusterIP]);
    }

    [Fact]
    public void Compile_LoadBalancer_CapturesItsAddressesAndExternalIPs()
    {
        var service = Web(spec => spec with
        {
            Type = "LoadBalancer", ExternalIPs = ["203.0.113.7"], LoadBalancerSourceRanges = ["198.51.100.0/24"],
        }) with
        {
            Status = new ServiceStatus
            {
                LoadBalancer = new LoadBalancerStatus { Ingress = [new LoadBalancerIngress { Ip = "192.0.2.9" }, new LoadBalancerIngress { Ip = "192.0.2.10", IpMode = "Proxy" }] },
            },
        };
        var rules = Compile(service, Slice(On("node-2", "10.244.2.2")));
        Assert.Equal(["198.51.100.0/24"], rules.Targets[new ServiceAddress("192.0.2.9", Transport.Tcp, 80)].SourceRanges);
        Assert.Empty(rules.Targets[new ServiceAddress("203.0.113.7", Transport.Tcp, 80)].SourceRanges);
        Assert.False(rules.Targets.ContainsKey(new ServiceAddress("192.0.2.10", Transport.Tcp, 80)));
    }

    [Fact]
    public void Compile_SessionAffinity_KeepsClientsForItsTimeout()
    {
        var service = Web(spec => spec with { SessionAffinity = "ClientIP", SessionAffinityConfig = new SessionAffinityConfig { ClientIP = new ClientIPConfig { TimeoutSeconds = 60 } } });
        Assert.Equal(60, Compile(service, Slice(On("node-2", "10.244.2.2"))).Balancers[Everywhere].AffinitySeconds);
        Assert.Equal(10800, Compile(Web(spec => spec with { SessionAffinity = "ClientIP" }), Slice(On("node-2", "10.244.2.2"))).Balancers[Everywhere].AffinitySeconds);
    }

    [Theory]
    [InlineData("ExternalName", "")]
    [InlineData("ClusterIP", "None")]
    public void Compile_NoClusterIP_RoutesNothing(string type, string clusterIP) =>
        Assert.Empty(Compile(Web(spec => spec with { Type = type, ClusterIP = clusterIP, ClusterIPs = null }), Slice(On("node-2", "10.244.2.2"))).Targets);

    [Fact]
    public void Compile_OwnAddress_IsLeftToTheNode()
    {
        var rules = RouteTable.Compile([Web()], [], [], [], "node-1", new RouteOptions { OwnAddresses = ["10.96.0.5"] });
        Assert.Empty(rules.Targets);
    }

    [Fact]
    public void Compile_ExternalIPThatIsAnothersClusterIP_ClusterIPWins()
    {
        var thief = Named("a-thief", spec => spec with { ClusterIP = "10.96.0.6", ClusterIPs = ["10.96.0.6"], ExternalIPs = ["10.96.0.5"] });
        var rules = RouteTable.Compile([thief, Web()], [Slice(On("node-2", "10.244.2.2"))], [], [], "node-1", new RouteOptions());
        Assert.Equal(Everywhere, rules.Targets[ClusterIP].FromElsewhere);
    }

    [Fact]
    public void Compile_HostPort_LeadsToThePodWithoutMasquerade()
    {
        var pod = new Pod
        {
            Metadata = new ObjectMeta { Name = "web-0", Namespace = "default" },
            Spec = new PodSpec { Containers = [new Container { Name = "c", Ports = [new ContainerPort { ContainerPortValue = 80, HostPort = 8080, Protocol = "UDP", HostIP = "172.30.0.11" }] }] },
            Status = new PodStatus { Phase = "Running", PodIP = "10.244.1.9" },
        };
        var rules = RouteTable.Compile([], [], [], [pod], "node-1", new RouteOptions());
        var target = rules.Targets[new ServiceAddress("172.30.0.11", Transport.Udp, 8080)];
        Assert.Equal([new Backend("10.244.1.9", 80)], rules.Balancers[target.FromElsewhere!].Backends);
        Assert.False(rules.Balancers[target.FromElsewhere!].MasqueradeOutsiders);
        Assert.Equal(["10.244.1.9"], rules.LocalBackends);
        Assert.Empty(RouteTable.Compile([], [], [], [pod with { Status = pod.Status with { Phase = "Succeeded" } }], "node-1", new RouteOptions()).Targets);
    }

    [Fact]
    public void Compile_ZoneHints_KeepTrafficInTheZone()
    {
        static Endpoint Hinted(Endpoint endpoint, string zone) => endpoint with { Hints = new EndpointHints { ForZones = [new ForZone { Name = zone }] } };
        var service = Web(spec => spec with { TrafficDistribution = "PreferClose" });
        var slice = Slice(Hinted(On("node-1", "10.244.1.2"), "a"), Hinted(On("node-2", "10.244.2.2"), "b"));
        RuleSet In(string? zone, EndpointSlice endpoints) =>
            RouteTable.Compile([service], [endpoints], [Node("node-1", "10.244.1.0/24", zone)], [], "node-1", new RouteOptions());

        Assert.Equal([new Backend("10.244.2.2", 8080)], In("b", slice).Balancers[Everywhere].Backends);
        Assert.Equal(2, In(null, slice).Balancers[Everywhere].Backends.Count);
        Assert.Equal(2, In("c", slice).Balancers[Everywhere].Backends.Count);
        Assert.Equal(2, In("b", slice with { Endpoints = [slice.Endpoints[1], On("node-1", "10.244.1.3")] }).Balancers[Everywhere].Backends.Count);
    }

    [Fact]
    public void Compile_EndpointInTwoSlices_CountsOnce()
    {
        var rules = Compile(Web(), Slice(On("node-1", "10.244.1.2", ready: false)), Slice(On("node-1", "10.244.1.2")));
        Assert.Equal([new Backend("10.244.1.2", 8080)], rules.Balancers[Everywhere].Backends);
    }

    [Fact]
    public void Compile_AnotherOrder_GivesAnEqualRuleSet()
    {
        var services = Enumerable.Range(0, 20).Select(number => Named($"s{number}", spec => spec with { ClusterIP = $"10.96.1.{number}", ClusterIPs = null })).Append(Web()).ToList();
        var slices = new[] { Slice(On("node-1", "10.244.1.2"), On("node-2", "10.244.2.2")), Slice(On("node-2", "10.244.2.3")) };
        var one = RouteTable.Compile(services, slices, [], [], "node-1", new RouteOptions());
        var other = RouteTable.Compile(services.AsEnumerable().Reverse(), slices.Reverse(), [], [], "node-1", new RouteOptions());
        Assert.Equal(one, other);
        Assert.Equal(one.GetHashCode(), other.GetHashCode());
        Assert.NotEqual(one, Compile(Web(), slices));
    }
}
