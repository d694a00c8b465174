using CloudOrchestrator.Kinds.Core.Nodes;
using CloudOrchestrator.NodeAgent.Networking;
using CloudOrchestrator.Objects.Meta;
using CloudOrchestrator.Routing;

namespace CloudOrchestrator.NodeAgent.Tests.Networking;

public sealed class OverlayPlanTests
{
    [Fact]
    public void Of_NodeWithoutPodCidr_IsNull() => Assert.Null(OverlayPlan.Of([Node("a", null, "172.30.0.11")], "a", "172.30.0.11", 1500));

    [Fact]
    public void Of_Peers_AreThoseWithRangeAndAddress()
    {
        var plan = OverlayPlan.Of(
            [Node("a", "10.244.0.0/24", "172.30.0.11"), Node("b", "10.244.1.0/24", "172.30.0.12"), Node("c", null, "172.30.0.13"), Node("d", "10.244.3.0/24", null)],
            "a",
            "172.30.0.11",
            1500)!;
        Assert.Equal(("10.244.0.0/24", 1450, "10.244.0.0"), (plan.OwnRange, plan.Mtu, plan.EndPoint));
        Assert.Equal(new ValueMap<string, string>([KeyValuePair.Create("10.244.1.0/24", "172.30.0.12")]), plan.Peers);
    }

    [Fact]
    public void ChangesFrom_PeerMovedAddedAndGone_TouchesThoseOnly()
    {
        var plan = new OverlayPlan("10.244.0.0/24", "172.30.0.11", 1450, Peers(("10.244.1.0/24", "172.30.0.12"), ("10.244.2.0/24", "172.30.0.99"), ("10.244.3.0/24", "172.30.0.14")));
        var (ip, bridge) = plan.ChangesFrom(Peers(("10.244.1.0/24", "172.30.0.12"), ("10.244.2.0/24", "172.30.0.13"), ("10.244.9.0/24", "172.30.0.19")));
        Assert.Equal(
            """
            route del 10.244.9.0/24 dev cloud-vxlan
            neigh del 10.244.9.0 dev cloud-vxlan
            neigh replace 10.244.2.0 lladdr 0a:58:0a:f4:02:00 dev cloud-vxlan nud permanent
            route replace 10.244.2.0/24 via 10.244.2.0 dev cloud-vxlan onlink
            neigh replace 10.244.3.0 lladdr 0a:58:0a:f4:03:00 dev cloud-vxlan nud permanent
            route replace 10.244.3.0/24 via 10.244.3.0 dev cloud-vxlan onlink

            """,
            ip);
        Assert.Equal(
            """
            fdb del 0a:58:0a:f4:09:00 dev cloud-vxlan
            fdb replace 0a:58:0a:f4:02:00 dev cloud-vxlan dst 172.30.0.99
            fdb replace 0a:58:0a:f4:03:00 dev cloud-vxlan dst 172.30.0.14

            """,
            bridge);
        Assert.Equal(("", ""), plan.ChangesFrom(plan.Peers));
    }

    [Fact]
    public void Mtu_InterfaceWithTheAddress_IsIts() => Assert.Equal(
        9001,
        Underlay.Mtu("""[{"ifname":"lo","mtu":65536,"addr_info":[]},{},{"ifname":"eth0","mtu":9001,"addr_info":[{"family":"inet","local":"172.30.0.11"}]}]""", "172.30.0.11"));

    private static ValueMap<string, string> Peers(params IEnumerable<(string Range, string Address)> peers) =>
        new(peers.Select(peer => KeyValuePair.Create(peer.Range, peer.Address)));

    private static Node Node(string name, string? range, string? address) => new()
    {
        Metadata = new ObjectMeta { Name = name },
        Spec = new NodeSpec { PodCIDR = range },
        Status = new NodeStatus { Addresses = address is null ? [] : [new NodeAddress { Type = "Hostname", Address = name }, new NodeAddress { Type = "InternalIP", Address = address }] },
    };
}
