using System.Net;
using CloudOrchestrator.NodeAgent.Networking;

namespace CloudOrchestrator.NodeAgent.Dns;

/// <summary>The node's own resolvers.</summary>
internal static class Resolvers
{
    // Where systemd-resolved lists the resolvers behind its stub on 127.0.0.53, which answers only on the machine's own loopback.
    private const string BehindStubPath = "/run/systemd/resolve/resolv.conf";

    /// <summary>The resolvers for names outside the cluster, without ourselves.</summary>
    public static IReadOnlyList<IPEndPoint> For(NodeNetworkingOptions options)
    {
        var addresses = options.UpstreamResolvers ?? Read(options.ResolvConfPath);
        if (options.UpstreamResolvers is null && addresses.All(IsLoopback) && File.Exists(BehindStubPath))
            addresses = Read(BehindStubPath);
        return [.. addresses.Where(address => address != options.ClusterDnsAddress).Select(Parse).OfType<IPEndPoint>()];
    }

    /// <summary>The name servers of a resolv.conf.</summary>
    public static IReadOnlyList<string> Parse(IEnumerable<string> lines) =>
    [
        .. lines.Select(line => line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries))
            .Where(words => words is ["nameserver", _, ..])
            .Select(words => words[1]),
    ];

    private static IReadOnlyList<string> Read(string path) => File.Exists(path) ? Parse(File.ReadAllLines(path)) : [];

    private static bool IsLoopback(string address) => IPAddress.TryParse(address, out var parsed) && IPAddress.IsLoopback(parsed);

    private static IPEndPoint? Parse(string address) =>
        IPAddress.TryParse(address, out var alone) ? new IPEndPoint(alone, DnsServer.StandardPort) : IPEndPoint.TryParse(address, out var both) ? both : null;
}
