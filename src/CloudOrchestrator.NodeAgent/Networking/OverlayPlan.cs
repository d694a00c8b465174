using CloudOrchestrator.Routing;

namespace CloudOrchestrator.NodeAgent.Networking;

/// <summary>
/// The overlay as one node must have it: a VXLAN device and, per other node, a route to its pods, its hardware address and the address its packets are
/// sent to. Everything follows from the Node objects, so nothing is learned and nothing is flooded.
/// </summary>
/// <param name="OwnRange">This node's pods.</param>
/// <param name="OwnAddress">Where this node receives overlay packets.</param>
/// <param name="Mtu">MTU of the overlay.</param>
/// <param name="Peers">The other nodes.</param>
internal sealed record OverlayPlan(string OwnRange, string OwnAddress, int Mtu, ValueMap<string, string> Peers)
{
    /// <summary>The device's name.</summary>
    public const string Device = "cloud-vxlan";

    /// <summary>VXLAN's outer headers: 20 IPv4, 8 UDP, 8 VXLAN, 14 inner Ethernet.</summary>
    public const int HeaderBytes = 50;

    // Linux's own VXLAN port and not IANA's 4789, which cloud networks use for themselves.
    private const int Port = 8472;
    private const int NetworkId = 1;

    /// <summary>The plan for a node; null while the node has no pod CIDR.</summary>
    public static OverlayPlan? Of(IEnumerable<Node> nodes, string self, string ownAddress, int underlayMtu)
    {
        string? ownRange = null;
        var peers = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var node in nodes.OrderBy(node => node.Metadata.Name, StringComparer.Ordinal))
        {
            if (!AddressRange.TryParse(node.Spec?.PodCIDR, out var range))
                continue;
            var address = InternalAddress(node);
            if (node.Metadata.Name == self)
                ownRange = range.ToString();
            else if (address is not null && address != ownAddress)
                peers.TryAdd(range.ToString(), address);
        }

        return ownRange is null ? null : new OverlayPlan(ownRange, ownAddress, underlayMtu - HeaderBytes, new(peers));
    }

    /// <summary>The node's own address inside the overlay.</summary>
    public string EndPoint => AddressRange.Parse(OwnRange)[0];

    /// <summary>Commands for <c>ip -batch</c> that make the device.</summary>
    public string CreateDevice() => $"""
        link add {Device} address {MacAddress.Of(EndPoint)} mtu {Mtu} type vxlan id {NetworkId} local {OwnAddress} dstport {Port} nolearning
        addr add {EndPoint}/32 dev {Device}
        link set {Device} up

        """;

    /// <summary>What to change when this plan follows another on the same device: commands for <c>ip -batch</c> and for <c>bridge -batch</c>.</summary>
    public (string Ip, string Bridge) ChangesFrom(ValueMap<string, string> previous)
    {
        var (ip, bridge) = (new List<string>(), new List<string>());
        foreach (var (range, _) in previous.Where(peer => !Peers.ContainsKey(peer.Key)).OrderBy(peer => peer.Key, StringComparer.Ordinal))
        {
            var endPoint = AddressRange.Parse(range)[0];
            ip.Add($"route del {range} dev {Device}");
            ip.Add($"neigh del {endPoint} dev {Device}");
            bridge.Add($"fdb del {MacAddress.Of(endPoint)} dev {Device}");
        }

        var changed = Peers.Where(peer => previous.GetValueOrDefault(peer.Key) != peer.Value);
        foreach (var (range, address) in changed.OrderBy(peer => peer.Key, StringComparer.Ordinal))
        {
            var endPoint = AddressRange.Parse(range)[0];
            bridge.Add($"fdb replace {MacAddress.Of(endPoint)} dev {Device} dst {address}");
            ip.Add($"neigh replace {endPoint} lladdr {MacAddress.Of(endPoint)} dev {Device} nud permanent");
            ip.Add($"route replace {range} via {endPoint} dev {Device} onlink");
        }

        return (Lines(ip), Lines(bridge));
    }

    private static string? InternalAddress(Node node) =>
        node.Status?.Addresses?.FirstOrDefault(address => address.Type == "InternalIP" && AddressRange.TryParse($"{address.Address}/32", out _))?.Address;

    private static string Lines(List<string> commands) => string.Concat(commands.Select(command => command + "\n"));
}
