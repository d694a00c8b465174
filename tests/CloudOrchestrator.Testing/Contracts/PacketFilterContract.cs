using CloudOrchestrator.NodeAgent.Networking;
using CloudOrchestrator.Routing;
using Xunit;

namespace CloudOrchestrator.Testing.Contracts;

/// <summary>What every packet filter must do. Derived by the kernel's and by the one in memory.</summary>
public abstract class PacketFilterContract
{
    private static readonly ServiceAddress ClusterIP = new("10.96.0.5", Transport.Tcp, 80);
    private static readonly ServiceAddress NodePort = new(null, Transport.Tcp, 30080);

    /// <summary>Starts the filter under test; the backends behind it answer with the first word of their name.</summary>
    protected abstract Task<IPacketFilterUnderTest> StartAsync();

    protected async Task Apply_Service_LeadsToAllItsBackends_Contract()
    {
        await using var test = await StartAsync();
        await test.Filter.ApplyAsync(Rules(NoAffinity, test.First, test.Second), default);
        Assert.Equal(["first", "second"], await AskOftenAsync(test, ClusterIP));
        Assert.Equal(["first", "second"], await AskOftenAsync(test, NodePort));
    }

    protected async Task Apply_BackendRemoved_LeadsThereNoMore_Contract()
    {
        await using var test = await StartAsync();
        await test.Filter.ApplyAsync(Rules(NoAffinity, test.First, test.Second), default);
        await test.Filter.ApplyAsync(Rules(NoAffinity, test.Second), default);
        Assert.Equal(["second"], await AskOftenAsync(test, ClusterIP));
    }

    protected async Task Apply_NoBackend_Refuses_Contract()
    {
        await using var test = await StartAsync();
        await test.Filter.ApplyAsync(Rules(NoAffinity, test.First), default);
        var refused = new ServiceTarget(null, null, Refusal.Reject);
        await test.Filter.ApplyAsync(new RuleSet { ClusterCidr = "10.244.0.0/16", Targets = new([KeyValuePair.Create(ClusterIP, refused)]) }, default);
        Assert.Equal(["refused"], await AskOftenAsync(test, ClusterIP));
    }

    protected async Task Apply_PolicyLocal_TellsOutsidersFromTheCluster_Contract()
    {
        await using var test = await StartAsync();
        var rules = Rules(NoAffinity, test.First, test.Second);
        var split = new ServiceTarget("web", "web/local", Refusal.None);
        await test.Filter.ApplyAsync(
            rules with
            {
                Targets = new([KeyValuePair.Create(NodePort, split)]),
                Balancers = new([.. rules.Balancers, KeyValuePair.Create("web/local", new Balancer(Transport.Tcp, [test.Second], false, null))]),
            },
            default);
        Assert.Equal(["first", "second"], await AskOftenAsync(test, NodePort));
        Assert.Equal(["second"], await AskOftenAsync(test, NodePort, fromCluster: false));
    }

    protected async Task Apply_Affinity_KeepsAClientsBackend_Contract()
    {
        await using var test = await StartAsync();
        await test.Filter.ApplyAsync(Rules(60, test.First, test.Second), default);
        Assert.Single(await AskOftenAsync(test, ClusterIP));
    }

    protected async Task Clear_AfterRules_LeadsNowhere_Contract()
    {
        await using var test = await StartAsync();
        await test.Filter.ApplyAsync(Rules(NoAffinity, test.First), default);
        await test.Filter.ClearAsync(default);
        Assert.DoesNotContain("first", await AskOftenAsync(test, NodePort));
    }

    private static int? NoAffinity => null;

    private static RuleSet Rules(int? affinitySeconds, params IEnumerable<Backend> backends) => new()
    {
        ClusterCidr = "10.244.0.0/16",
        PodCidr = "10.244.1.0/24",
        Targets = new([
            KeyValuePair.Create(ClusterIP, new ServiceTarget("web", "web", Refusal.None)),
            KeyValuePair.Create(NodePort, new ServiceTarget("web", "web", Refusal.None)),
        ]),
        Balancers = new([KeyValuePair.Create("web", new Balancer(Transport.Tcp, new(backends), true, affinitySeconds))]),
    };

    private static async Task<IEnumerable<string>> AskOftenAsync(IPacketFilterUnderTest test, ServiceAddress destination, bool fromCluster = true)
    {
        var answers = new SortedSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < 20; i++)
            answers.Add(await test.AskAsync(destination, fromCluster));
        return answers;
    }
}
