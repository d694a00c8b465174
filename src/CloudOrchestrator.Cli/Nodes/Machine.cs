using System.Net;
using System.Net.Sockets;

namespace CloudOrchestrator.Cli.Nodes;

/// <summary>The machine that is to join.</summary>
/// <param name="IsLinux">Whether it runs Linux.</param>
/// <param name="IsRoot">Whether we may do everything.</param>
/// <param name="HasSystemd">Whether systemd runs.</param>
/// <param name="HasApt">Whether Debian packages can be installed.</param>
/// <param name="MissingPrograms">Programs a node needs that are not there.</param>
internal sealed record Machine(bool IsLinux, bool IsRoot, bool HasSystemd, bool HasApt, IReadOnlyList<string> MissingPrograms)
{
    /// <summary>The programs a node needs, with the Debian packages that bring them.</summary>
    public static IReadOnlyDictionary<string, string> Packages { get; } = new Dictionary<string, string>
    {
        ["dockerd"] = "docker.io",
        ["nft"] = "nftables",
        ["ip"] = "iproute2",
        ["nsenter"] = "util-linux",
    };

    /// <summary>Looks at this machine.</summary>
    public static Machine Look() => new(
        OperatingSystem.IsLinux(),
        Environment.IsPrivilegedProcess,
        Directory.Exists("/run/systemd/system"),
        Find("apt-get") is not null,
        [.. Packages.Keys.Where(program => Find(program) is null)]);

    /// <summary>The address this machine uses towards a server.</summary>
    public static async Task<string> AddressTowardsAsync(Uri server, CancellationToken cancellationToken)
    {
        try
        {
            // Connecting a datagram socket sends nothing; it makes the kernel choose a route.
            var addresses = await Dns.GetHostAddressesAsync(server.Host, AddressFamily.InterNetwork, cancellationToken);
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            await socket.ConnectAsync(new IPEndPoint(addresses[0], server.Port), cancellationToken);
            return ((IPEndPoint)socket.LocalEndPoint!).Address.ToString();
        }
        catch (SocketException failure)
        {
            throw new CliException($"there is no way to {server.Host}: {failure.Message}", unreachable: true);
        }
    }

    /// <summary>The node program beside this one, or null.</summary>
    public static string? FindProgram()
    {
        const string Name = "CloudOrchestrator.NodeHost";
        string[] places = [Path.Combine(AppContext.BaseDirectory, Name), Path.Combine(AppContext.BaseDirectory, "..", "node", Name)];
        return places.Select(Path.GetFullPath).FirstOrDefault(File.Exists) ?? Find(Name);
    }

    private static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Concat(["/usr/sbin", "/sbin"])
            .Where(folder => folder.Length > 0)
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);
}
