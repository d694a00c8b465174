using CloudOrchestrator.NodeAgent.Networking;
using CloudOrchestrator.Routing;

namespace CloudOrchestrator.NodeAgent.Tests.Networking;

public sealed class MemoryPacketFilterTests
{
    private static readonly ServiceAddress ClusterIP = new("10.96.0.5", Transport.Tcp, 80);
    private static readonly Backend One = new("10.244.1.2", 80);
    private static readonly Backend Two = new("10.244.2.2", 80);
    private readonly MemoryPacketFilter _filter = new(count => count - 1);

    [Fact]
    public async Task Connect_Affinity_KeepsTheBackendWhileItIsThere()
    {
        await _filter.ApplyAsync(Rules(60, One), default);
        Assert.Equal(One, _filter.Connect("10.244.1.9", true, ClusterIP).Backend);
        await _filter.ApplyAsync(Rules(60, One, Two), default);
        Assert.Equal(One, _filter.Connect("10.244.1.9", true, ClusterIP).Backend);
        Assert.Equal(Two, _filter.Connect("10.244.1.8", true, ClusterIP).Backend);
        await _filter.ApplyAsync(Rules(60, Two), default);
        Assert.Equal(Two, _filter.Connect("10.244.1.9", true, ClusterIP).Backend);
    }

    [Fact]
    public async Task Connect_SenderOutsideTheRanges_IsDropped()
    {
        var rules = Rules(null, One);
        var limited = rules.Targets[ClusterIP] with { SourceRanges = ["198.51.100.0/24"] };
        await _filter.ApplyAsync(rules with { Targets = new([KeyValuePair.Create(ClusterIP, limited)]) }, default);
        Assert.Equal(new Connection(null, Refusal.Drop), _filter.Connect("203.0.113.1", false, ClusterIP));
        Assert.Equal(One, _filter.Connect("198.51.100.7", false, ClusterIP).Backend);
    }

    [Fact]
    public async Task Clear_AfterRules_KnowsNothing()
    {
        await _filter.ApplyAsync(Rules(null, One), default);
        await _filter.ClearAsync(default);
        Assert.Equal(new Connection(null, Refusal.None), _filter.Connect("10.244.1.9", true, ClusterIP));
    }

    private static RuleSet Rules(int? affinity, params IEnumerable<Backend> backends) => new()
    {
        Targets = new([KeyValuePair.Create(ClusterIP, new ServiceTarget("web", "web", Refusal.None))]),
        Balancers = new([KeyValuePair.Create("web", new Balancer(Transport.Tcp, new(backends), true, affinity))]),
    };
}
