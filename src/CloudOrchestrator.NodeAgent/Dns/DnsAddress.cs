using CloudOrchestrator.NodeAgent.Networking;

namespace CloudOrchestrator.NodeAgent.Dns;

/// <summary>The interface that carries the cluster DNS address on this node.</summary>
internal static class DnsAddress
{
    private const string Device = "cloud-dns";

    /// <summary>Makes the address one of this node's.</summary>
    public static async Task EnsureAsync(string address, CancellationToken cancellationToken)
    {
        var ip = new Command("ip");
        if (!KernelSettings.InterfaceExists(Device))
            await ip.RunAsync("", ["link", "add", Device, "type", "dummy"], cancellationToken);
        await ip.RunAsync($"addr replace {address}/32 dev {Device}\nlink set {Device} up\n", ["-batch", "-"], cancellationToken);
    }
}
