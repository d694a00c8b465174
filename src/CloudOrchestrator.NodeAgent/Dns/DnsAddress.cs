using CloudOrchestrator.NodeAgent.Networking;

namespace CloudOrchestrator.NodeAgent.Dns;

/// <summary>The cluster DNS address on this node. It sits on the loopback interface: every kernel has one, while
/// not every kernel has dummy devices. Its scope keeps the kernel from choosing it as the source of other packets.</summary>
internal static class DnsAddress
{
    /// <summary>Makes the address one of this node's.</summary>
    public static Task EnsureAsync(string address, CancellationToken cancellationToken) =>
        new Command("ip").RunAsync("", ["addr", "replace", $"{address}/32", "dev", "lo", "scope", "host"], cancellationToken);
}
