using CloudOrchestrator.Routing;
using CloudOrchestrator.Testing.Networks;
using Microsoft.Extensions.Logging.Abstractions;
using static CloudOrchestrator.Nftables.Tests.NetworkOfNodes;

namespace CloudOrchestrator.Nftables.Tests;

/// <summary>Real packets through a real kernel.</summary>
public sealed class NftablesPacketFilterTests
{
    private const string ClusterIP = "10.96.0.5";
    private const int NodePort = 30080;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Impatience = TimeSpan.FromMilliseconds(400);
    private static readonly Backend First = new(FirstPod, Port);
    private static readonly Backend Second = new(SecondPod, Port);
    private static readonly Backend Remote = new(RemotePod, Port);

    [RootFact]
    public async Task ClusterIP_PodToPods_ReachesAllWithItsOwnAddress()
    {
        await using var network = await NetworkOfNodes.CreateAsync();
        await Filter(network).ApplyAsync(Web(Second, Remote), default);
        var answers = await AskOftenAsync(network.First, ClusterIP, 80);
        Assert.Equal([$"remote {FirstPod}", $"second {FirstPod}"], answers);
    }

    [RootFact]
    public async Task ClusterIP_PodReachesItself_IsMasqueraded()
    {
        await using var network = await NetworkOfNodes.CreateAsync();
        await Filter(network).ApplyAsync(Web(First) with { LocalBackends = [FirstPod] }, default);
        var answer = await Listener.AskTcpAsync(network.First, ClusterIP, 80, Patience);
        Assert.StartsWith("first ", answer);
        Assert.DoesNotContain(FirstPod, answer, StringComparison.Ordinal);
    }

    [RootFact]
    public async Task ClusterIP_FromTheNodeToARemotePod_ComesBack()
    {
        await using var network = await NetworkOfNodes.CreateAsync();
        await Filter(network).ApplyAsync(Web(Remote), default);
        Assert.Equal("remote 10.244.1.0", await Listener.AskTcpAsync(network.Node, ClusterIP, 80, Patience));
    }

    [RootFact]
    public async Task NodePort_OutsiderToARemotePod_ComesBackThroughTheNode()
    {
        await using var network = await NetworkOfNodes.CreateAsync();
        await Filter(network).ApplyAsync(Web(Remote), default);
        Assert.Equal("remote 10.244.1.0", await Listener.AskTcpAsync(network.Outsider, NodeAddress, NodePort, Patience));
    }

    [RootFact]
    public async Task NodePort_PolicyLocal_KeepsTheClientsAddress()
    {
        await using var network = await NetworkOfNodes.CreateAsync();
        var rules = RuleSets.Of(
            [(new ServiceAddress(null, Transport.Tcp, NodePort), new ServiceTarget("web", "web/local", Refusal.None))],
            [("web", RuleSets.Tcp(First, Remote)), ("web/local", RuleSets.Tcp(First) with { MasqueradeOutsiders = false })]);
        await Filter(network).ApplyAsync(rules, default);
        Assert.Equal([$"first {OutsiderAddress}"], await AskOftenAsync(network.Outsider, NodeAddress, NodePort));
    }

    [RootFact]
    public async Task NodePort_PolicyLocalWithoutLocalBackend_IsSilentForOutsidersOnly()
    {
        await using var network = await NetworkOfNodes.CreateAsync();
        var rules = RuleSets.Of(
            [(new ServiceAddress(null, Transport.Tcp, NodePort), new ServiceTarget("web", null, Refusal.Drop))],
            [("web", RuleSets.Tcp(Remote))]);
        await Filter(network).ApplyAsync(rules, default);
        Assert.Equal("timeout", await Listener.AskTcpAsync(network.Outsider, NodeAddress, NodePort, Impatience));
        Assert.StartsWith("remote ", await Listener.AskTcpAsync(network.First, NodeAddress, NodePort, Patience));
        Assert.StartsWith("remote ", await Listener.AskTcpAsync(network.Node, NodeAddress, NodePort, Patience));
    }

    [RootFact]
    public async Task NoBackends_TcpAndUdp_AreRefusedAtOnce()
    {
        await using var network = await NetworkOfNodes.CreateAsync();
        var refused = new ServiceTarget(null, null, Refusal.Reject);
        await Filter(network).ApplyAsync(
            RuleSets.Of([(new(ClusterIP, Transport.Tcp, 80), refused), (new(ClusterIP, Transport.Udp, 80), refused), (new(null, Transport.Tcp, NodePort), refused)], []),
            default);
        Assert.Equal("refused", await Listener.AskTcpAsync(network.First, ClusterIP, 80, Patience));
        Assert.Equal("refused", await Listener.AskTcpAsync(network.Node, ClusterIP, 80, Patience));
        Assert.Equal("refused", await Listener.AskTcpAsync(network.Outsider, NodeAddress, NodePort, Patience));
        using var socket = await Listener.UdpSocketAsync(network.First);
        Assert.Equal("refused", await Listener.AskUdpAsync(socket, ClusterIP, 80, Patience));
    }

    [RootFact]
    public async Task SourceRanges_OutsiderNotAmongThem_IsNotAnswered()
    {
        await using var network = await NetworkOfNodes.CreateAsync();
        RuleSet From(string range) => RuleSets.Of(
            [(new ServiceAddress("192.0.2.9", Transport.Tcp, 80), RuleSets.To("web") with { SourceRanges = [range] })],
            [("web", RuleSets.Tcp(Remote))]);
        var filter = Filter(network);
        await filter.ApplyAsync(From("198.51.100.0/24"), default);
        Assert.Equal("timeout", await Listener.AskTcpAsync(network.Outsider, "192.0.2.9", 80, Impatience));
        await filter.ApplyAsync(From($"{OutsiderAddress}/32"), default);
        Assert.StartsWith("remote ", await Listener.AskTcpAsync(network.Outsider, "192.0.2.9", 80, Patience));
    }

    [RootFact]
    public async Task Affinity_SameClient_KeepsItsBackendUntilItIsGone()
    {
        await using var network = await NetworkOfNodes.CreateAsync();
        RuleSet Sticky(params IEnumerable<Backend> backends) => RuleSets.Of(
            [(new ServiceAddress(ClusterIP, Transport.Tcp, 80), RuleSets.To("web"))],
            [("web", RuleSets.Tcp(backends) with { AffinitySeconds = 60 })]);
        var filter = Filter(network);
        await filter.ApplyAsync(Sticky(Second, Remote), default);
        var chosen = Assert.Single(await AskOftenAsync(network.First, ClusterIP, 80));
        var left = chosen.StartsWith("second", StringComparison.Ordinal) ? Remote : Second;
        await filter.ApplyAsync(Sticky(left), default);
        Assert.NotEqual(chosen, Assert.Single(await AskOftenAsync(network.First, ClusterIP, 80)));
    }

    [RootFact]
    public async Task UdpBackendReplaced_AClientThatGoesOnSending_ReachesTheNewOne()
    {
        await using var network = await NetworkOfNodes.CreateAsync();
        RuleSet Udp(Backend backend) => RuleSets.Of([(new ServiceAddress(ClusterIP, Transport.Udp, 80), RuleSets.To("udp"))], [("udp", RuleSets.Udp(backend))]);
        using var socket = await Listener.UdpSocketAsync(network.First);

        await network.Node.EnterAsync(async () =>
        {
            var filter = Filter(network);
            await filter.ApplyAsync(Udp(Second), default);
            Assert.StartsWith("second ", await Listener.AskUdpAsync(socket, ClusterIP, 80, Patience));
            await filter.ApplyAsync(Udp(Remote), default);
            Assert.StartsWith("remote ", await Listener.AskUdpAsync(socket, ClusterIP, 80, Patience));
        });
    }

    [RootFact]
    public async Task PodToTheOutside_LeavesUnderTheNodesAddress()
    {
        await using var network = await NetworkOfNodes.CreateAsync();
        await Filter(network).ApplyAsync(RuleSets.Of([], []), default);
        Assert.Equal($"outsider {NodeAddress}", await Listener.AskTcpAsync(network.First, OutsiderAddress, Port, Patience));
        Assert.Equal($"remote {FirstPod}", await Listener.AskTcpAsync(network.First, RemotePod, Port, Patience));
    }

    [RootFact]
    public async Task Apply_AnyWayBetweenRuleSets_LeavesTheSameTableAsStartingThere()
    {
        await using var network = await NetworkOfNodes.CreateAsync();
        var refusing = RuleSets.Of([(new ServiceAddress(ClusterIP, Transport.Tcp, 80), new ServiceTarget(null, null, Refusal.Reject))], []);
        RuleSet[] states = [Web(First), Web(First, Remote), RuleSets.Of([], []), refusing, Web(Second)];
        var changed = Filter(network);
        foreach (var state in states.Concat(states.Reverse()))
        {
            await changed.ApplyAsync(state, default);
            var afterChange = await network.Node.RunAsync("nft list table ip cloudorchestrator | sort");
            await Filter(network).ApplyAsync(state, default);
            Assert.Equal(await network.Node.RunAsync("nft list table ip cloudorchestrator | sort"), afterChange);
        }
    }

    [RootFact]
    public async Task Apply_TableBrokenBySomebodyElse_SaysSoAndRepairsItNextTime()
    {
        await using var network = await NetworkOfNodes.CreateAsync();
        var filter = Filter(network);
        await filter.ApplyAsync(Web(Second), default);
        await network.Node.RunAsync("nft delete table ip cloudorchestrator");
        var failure = await Assert.ThrowsAsync<NftException>(() => filter.ApplyAsync(Web(Remote), default));
        Assert.Contains("No such file or directory", failure.Message, StringComparison.Ordinal);
        await filter.ApplyAsync(Web(Remote), default);
        Assert.StartsWith("remote ", await Listener.AskTcpAsync(network.First, ClusterIP, 80, Patience));
    }

    [RootFact]
    public async Task Clear_LeavesNoTable()
    {
        await using var network = await NetworkOfNodes.CreateAsync();
        var filter = Filter(network);
        await filter.ApplyAsync(Web(First), default);
        await filter.ClearAsync(default);
        Assert.DoesNotContain("cloudorchestrator", await network.Node.RunAsync("nft list tables"), StringComparison.Ordinal);
    }

    [RootFact]
    public async Task Apply_ThousandServices_ChangesOneQuickly()
    {
        await using var network = await NetworkOfNodes.CreateAsync();
        RuleSet Many(int backends) => RuleSets.Of(
            Enumerable.Range(0, 1000).Select(number => (new ServiceAddress($"10.96.{number / 250}.{(number % 250) + 1}", Transport.Tcp, 80), RuleSets.To($"default/s{number}/tcp/http"))),
            Enumerable.Range(0, 1000).Select(number => ($"default/s{number}/tcp/http", RuleSets.Tcp(Enumerable.Range(2, number == 7 ? backends : 3).Select(last => new Backend($"10.244.2.{last}", 80))))));
        var filter = Filter(network);
        await filter.ApplyAsync(Many(3), default);
        var started = TimeProvider.System.GetTimestamp();
        await filter.ApplyAsync(Many(4), default);
        Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(2), $"it took {TimeProvider.System.GetElapsedTime(started)}");
    }

    private static RuleSet Web(params IEnumerable<Backend> backends) => RuleSets.Of(
        [(new ServiceAddress(ClusterIP, Transport.Tcp, 80), RuleSets.To("default/web/tcp/http")), (new ServiceAddress(null, Transport.Tcp, NodePort), RuleSets.To("default/web/tcp/http"))],
        [("default/web/tcp/http", RuleSets.Tcp(backends))]);

    private static NftablesPacketFilter Filter(NetworkOfNodes network) =>
        new(new NftCommand("nsenter", $"--net=/run/netns/{network.Node.Name}", "nft"), new NetlinkFlowTable(), NullLogger<NftablesPacketFilter>.Instance);

    /// <summary>The different answers to many connections, in order.</summary>
    private static async Task<IEnumerable<string>> AskOftenAsync(NetworkNamespace from, string address, int port)
    {
        var answers = new SortedSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < 20; i++)
            answers.Add(await Listener.AskTcpAsync(from, address, port, Patience));
        return answers;
    }
}
