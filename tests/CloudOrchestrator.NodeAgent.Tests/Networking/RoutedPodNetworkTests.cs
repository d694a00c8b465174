using System.Diagnostics;
using System.Net.Sockets;
using CloudOrchestrator.NodeAgent.Networking;
using CloudOrchestrator.Testing.Networks;

namespace CloudOrchestrator.NodeAgent.Tests.Networking;

/// <summary>Pods of two nodes on a real kernel: each node is a network namespace, each sandbox a process in one of its own.</summary>
public sealed class RoutedPodNetworkTests
{
    private const int IPAndUdpHeaderBytes = 28;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    [RootFact]
    public async Task Attach_PodsOfTwoNodes_ReachEachOtherWithTheirOwnAddresses()
    {
        await using var one = await NetworkNamespace.CreateAsync();
        await using var two = await NetworkNamespace.CreateAsync();
        await NetworkNamespace.ConnectAsync(one, "eth0", "172.29.1.11/24", two, "eth0", "172.29.1.12/24");
        await using var pod = await NetworkNamespace.CreateAsync();
        await using var neighbour = await NetworkNamespace.CreateAsync();
        await using var remote = await NetworkNamespace.CreateAsync();
        using var podProcess = Hold(pod);
        using var neighbourProcess = Hold(neighbour);
        using var remoteProcess = Hold(remote);
        await StartOverlayAsync(one, "10.244.1.0/24", "172.29.1.11", ("10.244.2.0/24", "172.29.1.12"));
        await StartOverlayAsync(two, "10.244.2.0/24", "172.29.1.12", ("10.244.1.0/24", "172.29.1.11"));

        var network = Network("10.244.1.0/24");
        Assert.Equal("10.244.1.2", await one.EnterAsync(() => network.AttachAsync(Sandbox("pod", podProcess), default)));
        Assert.Equal("10.244.1.3", await one.EnterAsync(() => network.AttachAsync(Sandbox("neighbour", neighbourProcess), default)));
        Assert.Equal("10.244.2.2", await two.EnterAsync(() => Network("10.244.2.0/24").AttachAsync(Sandbox("remote", remoteProcess), default)));

        await using var here = await Listener.StartAsync(neighbour, "neighbour", 80);
        await using var there = await Listener.StartAsync(remote, "remote", 80);
        Assert.Equal("neighbour 10.244.1.2", await Listener.AskTcpAsync(pod, "10.244.1.3", 80, Patience));
        Assert.Equal("remote 10.244.1.2", await Listener.AskTcpAsync(pod, "10.244.2.2", 80, Patience));
        Assert.Equal("remote 10.244.1.0", await Listener.AskTcpAsync(one, "10.244.2.2", 80, Patience));
        Assert.Contains("mtu 1450", await pod.RunAsync("ip link show eth0"), StringComparison.Ordinal);

        // A packet of the full size passes unbroken, and not a byte more.
        using var socket = await Listener.UdpSocketAsync(pod);
        socket.DontFragment = true;
        await socket.ConnectAsync("10.244.2.2", 80);
        await socket.SendAsync(new byte[1450 - IPAndUdpHeaderBytes]);
        Assert.Equal("remote 10.244.1.2".Length, await socket.ReceiveAsync(new byte[100]).WaitAsync(Patience));
        var tooLong = await Assert.ThrowsAsync<SocketException>(async () => await socket.SendAsync(new byte[1451 - IPAndUdpHeaderBytes]));
        Assert.Equal(SocketError.MessageSize, tooLong.SocketErrorCode);
    }

    [RootFact]
    public async Task Attach_Again_ChangesNothing_AndDetachIsIdempotent()
    {
        await using var node = await NetworkNamespace.CreateAsync();
        await using var pod = await NetworkNamespace.CreateAsync();
        using var process = Hold(pod);
        var (network, sandbox) = (Network("10.244.1.0/24"), Sandbox("pod", process));
        await node.EnterAsync(async () =>
        {
            Assert.Equal("10.244.1.2", await network.AttachAsync(sandbox, default));
            Assert.Equal("10.244.1.2", await network.AttachAsync(sandbox, default));
            await network.DetachAsync(sandbox, default);
            await network.DetachAsync(sandbox, default);
        });
        Assert.DoesNotContain(PodCable.NamePrefix, await node.RunAsync("ip -br link"), StringComparison.Ordinal);
        Assert.Equal("10.244.1.3", await node.EnterAsync(() => network.AttachAsync(sandbox, default)));
    }

    [RootFact]
    public async Task Adopt_AfterARestart_KeepsCablesOfRunningPodsAndRemovesOthers()
    {
        await using var node = await NetworkNamespace.CreateAsync();
        await using var pod = await NetworkNamespace.CreateAsync();
        await using var orphan = await NetworkNamespace.CreateAsync();
        using var podProcess = Hold(pod);
        using var orphanProcess = Hold(orphan);
        var sandbox = Sandbox("pod", podProcess);
        await node.EnterAsync(async () =>
        {
            var before = Network("10.244.1.0/24");
            await before.AttachAsync(sandbox, default);
            await before.AttachAsync(Sandbox("orphan", orphanProcess), default);

            var after = Network("10.244.1.0/24");
            await after.AdoptAsync([sandbox with { Address = "10.244.1.2" }], default);
            Assert.False(KernelSettings.InterfaceExists(PodCable.NameFor("orphan")));
            Assert.Equal("10.244.1.2", await after.AttachAsync(sandbox, default));
            Assert.NotEqual("10.244.1.2", await after.AttachAsync(Sandbox("orphan", orphanProcess), default));
        });
        await node.RunAsync("ip addr add 172.29.1.11/32 dev lo");
        await using var listener = await Listener.StartAsync(pod, "pod", 80);
        Assert.StartsWith("pod ", await Listener.AskTcpAsync(node, "10.244.1.2", 80, Patience));
    }

    [RootFact]
    public async Task Attach_ProcessGone_FailsAndLeavesNothing()
    {
        await using var node = await NetworkNamespace.CreateAsync();
        await node.EnterAsync(async () =>
        {
            var network = Network("10.244.1.0/24");
            var gone = new PodSandbox("uid", "default", "gone", "gone", int.MaxValue, null);
            await Assert.ThrowsAsync<CommandException>(() => network.AttachAsync(gone, default));
            Assert.False(KernelSettings.InterfaceExists(PodCable.NameFor("gone")));
        });
    }

    [RootFact]
    public async Task Overlay_PeerLeavesWhileTheAgentIsAway_LosesItsRoute()
    {
        await using var node = await NetworkNamespace.CreateAsync();
        await node.RunAsync("ip link add eth0 type veth peer name other; ip addr add 172.29.1.11/24 dev eth0; ip link set eth0 up");
        await StartOverlayAsync(node, "10.244.1.0/24", "172.29.1.11", ("10.244.2.0/24", "172.29.1.12"), ("10.244.3.0/24", "172.29.1.13"));
        await StartOverlayAsync(node, "10.244.1.0/24", "172.29.1.11", ("10.244.3.0/24", "172.29.1.33"));
        var routes = await node.RunAsync($"ip route show dev {OverlayPlan.Device}");
        Assert.DoesNotContain("10.244.2.0", routes, StringComparison.Ordinal);
        Assert.Contains("10.244.3.0/24 via 10.244.3.0 onlink", routes, StringComparison.Ordinal);
        Assert.Contains("0a:58:0a:f4:03:00 dst 172.29.1.33", await node.RunAsync($"bridge fdb show dev {OverlayPlan.Device}"), StringComparison.Ordinal);
    }

    [RootFact]
    public async Task Firewall_PolicyDrop_IsOpenedForPodsOnce()
    {
        await using var node = await NetworkNamespace.CreateAsync();
        if ((await node.RunAsync("command -v iptables || true")).Length == 0)
            return;
        var firewall = new ForwardingFirewall("10.244.0.0/16");
        await node.EnterAsync(() => firewall.OpenAsync(default));
        Assert.DoesNotContain("10.244", await node.RunAsync("iptables -S FORWARD"), StringComparison.Ordinal);
        await node.RunAsync("iptables -P FORWARD DROP");
        await node.EnterAsync(() => firewall.OpenAsync(default));
        await node.EnterAsync(() => firewall.OpenAsync(default));
        Assert.Equal(2, (await node.RunAsync("iptables -S FORWARD")).Split('\n').Count(line => line.Contains("10.244.0.0/16", StringComparison.Ordinal)));
    }

    private static RoutedPodNetwork Network(string range) => new(Task.FromResult(new PodRange(AddressRange.Parse(range), 1450)));

    private static Task StartOverlayAsync(NetworkNamespace node, string range, string address, params IEnumerable<(string Range, string Address)> peers)
    {
        var plan = new OverlayPlan(range, address, 1450, new(peers.Select(peer => KeyValuePair.Create(peer.Range, peer.Address))));
        return node.EnterAsync(async () =>
        {
            KernelSettings.Set([("ipv4/ip_forward", "1")]);
            await new VxlanOverlay().ApplyAsync(plan, default);
        });
    }

    private static PodSandbox Sandbox(string name, HeldNamespace process) => new($"uid-{name}", "default", name, name, process.Id, null);

    private static HeldNamespace Hold(NetworkNamespace place) => new(Process.Start("nsenter", [$"--net=/run/netns/{place.Name}", "sleep", "600"]));

    private sealed class HeldNamespace(Process process) : IDisposable
    {
        public int Id => process.Id;

        public void Dispose()
        {
            process.Kill();
            process.WaitForExit();
            process.Dispose();
        }
    }
}
