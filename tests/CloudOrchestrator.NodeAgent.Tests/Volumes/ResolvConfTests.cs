using CloudOrchestrator.Kinds.Core.Pods;
using CloudOrchestrator.NodeAgent.Volumes;
using CloudOrchestrator.Objects.Meta;

namespace CloudOrchestrator.NodeAgent.Tests.Volumes;

public sealed class ResolvConfTests
{
    private static readonly ResolverOptions Options = new() { NodeResolvConf = "# node\nnameserver 8.8.8.8\nsearch corp.example\noptions timeout:2\n" };

    [Fact]
    public void Of_ClusterFirst_ClusterDnsAndSearches() => Assert.Equal(
        "search shop.svc.cluster.local svc.cluster.local cluster.local corp.example\nnameserver 10.96.0.10\noptions ndots:5\n",
        Of(new PodSpec { DnsPolicy = "ClusterFirst" }));

    [Theory]
    [InlineData("Default", false)]
    [InlineData("ClusterFirst", true)]
    public void Of_NodesResolvers_AsTheNodeHasThem(string policy, bool hostNetwork) => Assert.Equal(
        "search corp.example\nnameserver 8.8.8.8\noptions timeout:2\n",
        Of(new PodSpec { DnsPolicy = policy, HostNetwork = hostNetwork }));

    [Fact]
    public void Of_NoneWithConfig_OnlyTheConfig()
    {
        var config = new PodDNSConfig
        {
            Nameservers = ["1.1.1.1"],
            Searches = ["a.example"],
            Options = [new PodDNSConfigOption { Name = "ndots", Value = "2" }, new PodDNSConfigOption { Name = "edns0" }],
        };
        Assert.Equal("search a.example\nnameserver 1.1.1.1\noptions ndots:2 edns0\n", Of(new PodSpec { DnsPolicy = "None", DnsConfig = config }));
    }

    [Fact]
    public void Of_OptionGivenTwice_ThePodsWins() => Assert.Contains(
        "options ndots:1\n",
        Of(new PodSpec { DnsPolicy = "ClusterFirst", DnsConfig = new PodDNSConfig { Options = [new PodDNSConfigOption { Name = "ndots", Value = "1" }] } }),
        StringComparison.Ordinal);

    private static string Of(PodSpec spec) => ResolvConf.Of(new Pod { Metadata = new ObjectMeta { Namespace = "shop", Name = "web" }, Spec = spec }, Options);
}
