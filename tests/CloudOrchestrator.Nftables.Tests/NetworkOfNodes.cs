using CloudOrchestrator.Testing.Networks;

namespace CloudOrchestrator.Nftables.Tests;

/// <summary>A node in a network: two pods on it, a machine beside it, and a network behind that carries the other node's pods.</summary>
internal sealed class NetworkOfNodes : IAsyncDisposable
{
    public const string NodeAddress = "172.29.0.11";
    public const string OutsiderAddress = "172.29.0.1";
    public const string FirstPod = "10.244.1.2";
    public const string SecondPod = "10.244.1.3";
    public const string RemotePod = "10.244.2.2";
    public const int Port = 8080;

    private readonly List<Listener> _listeners = [];

    public required NetworkNamespace Node { get; init; }

    public required NetworkNamespace First { get; init; }

    public required NetworkNamespace Second { get; init; }

    public required NetworkNamespace Remote { get; init; }

    public required NetworkNamespace Outsider { get; init; }

    public static async Task<NetworkOfNodes> CreateAsync()
    {
        var network = new NetworkOfNodes
        {
            Node = await NetworkNamespace.CreateAsync(),
            First = await NetworkNamespace.CreateAsync(),
            Second = await NetworkNamespace.CreateAsync(),
            Remote = await NetworkNamespace.CreateAsync(),
            Outsider = await NetworkNamespace.CreateAsync(),
        };
        await NetworkNamespace.ConnectAsync(network.Node, "eth0", $"{NodeAddress}/24", network.Outsider, "eth0", $"{OutsiderAddress}/24");
        await network.CableAsync(network.First, "pod1", FirstPod);
        await network.CableAsync(network.Second, "pod2", SecondPod);

        // The other node: its pods' answers to strangers do not come back through ours.
        await NetworkNamespace.ConnectAsync(network.Node, "overlay", "10.244.1.0/32", network.Remote, "eth0", $"{RemotePod}/32");
        await network.Node.RunAsync($"ip route add {RemotePod}/32 dev overlay; sysctl -qw net.ipv4.ip_forward=1; ip route add default via {OutsiderAddress}");
        await network.Remote.RunAsync("ip route add 10.244.1.0/24 via 10.244.1.0 dev eth0 onlink");
        await network.Outsider.RunAsync($"ip route add 10.96.0.0/16 via {NodeAddress}; ip route add 192.0.2.0/24 via {NodeAddress}");
        network._listeners.Add(await Listener.StartAsync(network.First, "first", Port));
        network._listeners.Add(await Listener.StartAsync(network.Second, "second", Port));
        network._listeners.Add(await Listener.StartAsync(network.Remote, "remote", Port));
        network._listeners.Add(await Listener.StartAsync(network.Outsider, "outsider", Port));
        return network;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var listener in _listeners)
            await listener.DisposeAsync();
        foreach (var place in new[] { First, Second, Remote, Outsider, Node })
            await place.DisposeAsync();
    }

    private async Task CableAsync(NetworkNamespace pod, string cable, string address)
    {
        await NetworkNamespace.ConnectAsync(Node, cable, "169.254.1.1/32", pod, "eth0", $"{address}/32");
        await Node.RunAsync($"ip route add {address}/32 dev {cable}");
        await pod.RunAsync("ip route add 169.254.1.1 dev eth0 scope link; ip route add default via 169.254.1.1");
    }
}
