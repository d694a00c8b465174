using CloudOrchestrator.Routing;

namespace CloudOrchestrator.Nftables.Tests;

public sealed class StaleFlowsTests
{
    private static readonly ServiceAddress Address = new("10.96.0.7", Transport.Udp, 53);
    private static readonly Backend First = new("10.244.1.2", 53);
    private static readonly Backend Second = new("10.244.1.3", 53);

    [Fact]
    public void Between_UdpBackendRemoved_ForgetsItsFlows() =>
        Assert.Equal([new StaleFlow(Address, First)], StaleFlows.Between(Rules(First, Second), Rules(Second)));

    [Fact]
    public void Between_UdpServiceGetsItsFirstBackend_ForgetsUntranslatedFlows() =>
        Assert.Equal([new StaleFlow(Address, null)], StaleFlows.Between(RuleSet.Empty, Rules(First)));

    [Fact]
    public void Between_TcpBackendRemoved_ForgetsNothing() =>
        Assert.Empty(StaleFlows.Between(RuleSets.Web(First, Second), RuleSets.Web(Second)));

    [Fact]
    public void IsMeant_OtherPortOrBackend_IsNot()
    {
        var flow = new ConntrackFlow(17, ("10.96.0.7", 53), ("10.244.1.2", 53), default);
        Assert.True(NetlinkFlowTable.IsMeant(flow, new StaleFlow(Address, First)));
        Assert.True(NetlinkFlowTable.IsMeant(flow, new StaleFlow(Address with { Address = null }, First)));
        Assert.False(NetlinkFlowTable.IsMeant(flow, new StaleFlow(Address, Second)));
        Assert.False(NetlinkFlowTable.IsMeant(flow, new StaleFlow(Address with { Port = 54 }, First)));
        Assert.False(NetlinkFlowTable.IsMeant(flow, new StaleFlow(Address, null)));
    }

    private static RuleSet Rules(params IEnumerable<Backend> backends) =>
        RuleSets.Of([(Address, RuleSets.To("kube-system/dns/udp/dns"))], [("kube-system/dns/udp/dns", RuleSets.Udp(backends))]);
}
