using System.Security.Cryptography;
using System.Text;

namespace CloudOrchestrator.NodeAgent.Networking;

/// <summary>
/// A pod's connection to its node: a veth pair with a /32 route and no bridge. The pod's default route leads to a link-local address that exists nowhere;
/// both ends know each other's hardware address, so nobody ever asks by ARP. Pure: the commands as text.
/// </summary>
/// <param name="Name">The node's end.</param>
/// <param name="Address">The pod's address.</param>
/// <param name="Mtu">The largest packet the cable takes.</param>
internal sealed record PodCable(string Name, string Address, int Mtu)
{
    /// <summary>Start of the names of the nodes' ends.</summary>
    public const string NamePrefix = "copod";

    private const string Gateway = "169.254.1.1";

    // The kernel takes names of up to 15 characters.
    private const int NameLength = 15;

    /// <summary>The name of the node's end of a sandbox's cable.</summary>
    public static string NameFor(string containerId) =>
        NamePrefix + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(containerId)))[..(NameLength - NamePrefix.Length)];

    /// <summary>Commands for <c>ip -batch</c> on the node.</summary>
    public string OnNode(int processId) => $"""
        link add {Name} address {MacAddress.NodeEnd} mtu {Mtu} type veth peer name eth0 address {MacAddress.Of(Address)} mtu {Mtu} netns {processId}
        link set {Name} up
        neigh replace {Address} lladdr {MacAddress.Of(Address)} dev {Name} nud permanent
        route replace {Address}/32 dev {Name}

        """;

    /// <summary>Commands for <c>ip -batch</c> in the pod's network namespace.</summary>
    public string InPod() => $"""
        link set lo up
        addr add {Address}/32 dev eth0
        link set eth0 up
        route replace {Gateway} dev eth0 scope link
        neigh replace {Gateway} lladdr {MacAddress.NodeEnd} dev eth0 nud permanent
        route replace default via {Gateway} dev eth0

        """;

    /// <summary>Kernel settings of the node's end, as path below <c>net</c> and value.</summary>
    public IReadOnlyList<(string Path, string Value)> Settings() =>
    [
        // A pod may not send under another's address.
        ($"ipv4/conf/{Name}/rp_filter", "1"),

        // A pod that reaches itself through a Service leaves and enters by the same cable; that is no reason to redirect it.
        ($"ipv4/conf/{Name}/send_redirects", "0"),
    ];
}
