using System.Net;
using System.Net.Sockets;

namespace CloudOrchestrator.NodeHost;

/// <summary>Finds the node's own address.</summary>
internal static class NodeAddresses
{
    /// <summary>The address this machine would speak to the server from. Nothing is sent.</summary>
    public static async Task<string> TowardsAsync(Uri server, CancellationToken cancellationToken)
    {
        var addresses = await Dns.GetHostAddressesAsync(server.Host, cancellationToken);
        using var socket = new Socket(addresses[0].AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        await socket.ConnectAsync(addresses[0], server.Port, cancellationToken);
        return ((IPEndPoint)socket.LocalEndPoint!).Address.ToString();
    }
}
