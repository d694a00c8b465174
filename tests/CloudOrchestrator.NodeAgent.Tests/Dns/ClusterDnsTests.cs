using CloudOrchestrator.Kinds.Core.Services;
using CloudOrchestrator.Kinds.Discovery.EndpointSlices;
using CloudOrchestrator.NodeAgent.Dns;
using CloudOrchestrator.NodeAgent.Networking;
using CloudOrchestrator.Objects.Meta;

namespace CloudOrchestrator.NodeAgent.Tests.Dns;

public sealed class ClusterDnsTests
{
    private static readonly DnsDirectory Cluster = DnsDirectory.Of(
        [
            Service("web", "10.96.0.5", new ServicePort { Name = "http", Port = 80 }, new ServicePort { Name = "dns", Port = 53, Protocol = "UDP" }),
            Service("db", "None", new ServicePort { Name = "sql", Port = 5432 }),
            Service("empty", "None", new ServicePort { Name = "x", Port = 1 }),
            new Service { Metadata = new ObjectMeta { Name = "out", Namespace = "default" }, Spec = new ServiceSpec { Type = "ExternalName", ExternalName = "Example.COM." } },
        ],
        [
            new EndpointSlice
            {
                Metadata = new ObjectMeta { Name = "db-1", Namespace = "default", Labels = new Dictionary<string, string> { ["kubernetes.io/service-name"] = "db" } },
                AddressType = "IPv4",
                Ports = [new EndpointSlicePort { Name = "sql", Protocol = "TCP", Port = 15432 }],
                Endpoints =
                [
                    new Endpoint { Addresses = ["10.244.1.2"], Hostname = "db-0" },
                    new Endpoint { Addresses = ["10.244.2.2"], Conditions = new EndpointConditions { Ready = true } },
                    new Endpoint { Addresses = ["10.244.3.2"], Conditions = new EndpointConditions { Ready = false } },
                ],
            },
        ],
        new DnsZone("cluster.local", "10.96.0.10", AddressRange.Parse("10.244.0.0/16")));

    [Fact]
    public void Service_A_IsItsClusterIP() => Assert.Equal([new DnsRecord.A("web.default.svc.cluster.local", "10.96.0.5")], Ask("web.default.svc.cluster.local").Answers);

    [Fact]
    public void Service_Aaaa_ExistsWithoutData() => AssertNoData(Ask("web.default.svc.cluster.local", DnsType.Aaaa));

    [Theory]
    [InlineData("nothing.default.svc.cluster.local")]
    [InlineData("web.elsewhere.svc.cluster.local")]
    [InlineData("elsewhere.svc.cluster.local")]
    [InlineData("x.web.default.svc.cluster.local")]
    [InlineData("_https._tcp.web.default.svc.cluster.local")]
    [InlineData("_http._udp.web.default.svc.cluster.local")]
    [InlineData("a.b.c.d.e.svc.cluster.local")]
    [InlineData("nothing.cluster.local")]
    [InlineData("10-0-0-256.default.pod.cluster.local")]
    [InlineData("x-y.default.pod.cluster.local")]
    [InlineData("empty.default.svc.cluster.local")]
    public void UnknownName_IsANameError(string name)
    {
        var answer = Ask(name);
        Assert.Equal(DnsResponseCode.NameError, answer.Code);
        Assert.Equal("cluster.local", Assert.IsType<DnsRecord.Soa>(Assert.Single(answer.Authority)).Name);
    }

    [Theory]
    [InlineData("svc.cluster.local")]
    [InlineData("default.svc.cluster.local")]
    [InlineData("_tcp.web.default.svc.cluster.local")]
    [InlineData("pod.cluster.local")]
    [InlineData("cluster.local")]
    public void NameBetweenOthers_ExistsWithoutData(string name) => AssertNoData(Ask(name));

    [Fact]
    public void Headless_A_IsAllReadyEndpoints() => Assert.Equal(
        ["10.244.1.2", "10.244.2.2"],
        Ask("db.default.svc.cluster.local").Answers.Cast<DnsRecord.A>().Select(record => record.Address));

    [Theory]
    [InlineData("db-0.db.default.svc.cluster.local", "10.244.1.2")]
    [InlineData("10-244-2-2.db.default.svc.cluster.local", "10.244.2.2")]
    public void Headless_EndpointName_IsItsAddress(string name, string address) => Assert.Equal([new DnsRecord.A(name, address)], Ask(name).Answers);

    [Fact]
    public void Srv_Service_IsItsPort()
    {
        var answer = Ask("_http._tcp.web.default.svc.cluster.local", DnsType.Srv);
        Assert.Equal([new DnsRecord.Srv("_http._tcp.web.default.svc.cluster.local", 0, 100, 80, "web.default.svc.cluster.local")], answer.Answers);
        Assert.Equal([new DnsRecord.A("web.default.svc.cluster.local", "10.96.0.5")], answer.Additional);
    }

    [Fact]
    public void Srv_Headless_IsEachEndpointsPort() => Assert.Equal(
        [
            new DnsRecord.Srv("_sql._tcp.db.default.svc.cluster.local", 0, 50, 15432, "db-0.db.default.svc.cluster.local"),
            new DnsRecord.Srv("_sql._tcp.db.default.svc.cluster.local", 0, 50, 15432, "10-244-2-2.db.default.svc.cluster.local"),
        ],
        Ask("_sql._tcp.db.default.svc.cluster.local", DnsType.Srv).Answers);

    [Theory]
    [InlineData("5.0.96.10.in-addr.arpa", "web.default.svc.cluster.local")]
    [InlineData("2.1.244.10.in-addr.arpa", "db-0.db.default.svc.cluster.local")]
    public void Ptr_ServiceOrEndpointAddress_IsItsName(string name, string target) => Assert.Equal([new DnsRecord.Ptr(name, target)], Ask(name, DnsType.Ptr).Answers);

    [Fact]
    public void Ptr_PodWithoutAName_IsANameErrorAndOthersAreAskedElsewhere()
    {
        Assert.Equal(DnsResponseCode.NameError, Ask("9.9.244.10.in-addr.arpa", DnsType.Ptr).Code);
        Assert.Null(ClusterDns.Answer(new DnsQuestion("8.8.8.8.in-addr.arpa", DnsType.Ptr), Cluster));
    }

    [Fact]
    public void ExternalName_AnyType_IsAnAlias() =>
        Assert.Equal([new DnsRecord.CName("out.default.svc.cluster.local", "example.com")], Ask("out.default.svc.cluster.local", DnsType.Aaaa).Answers);

    [Fact]
    public void Pod_DashedAddress_IsThatAddress() =>
        Assert.Equal([new DnsRecord.A("10-244-9-9.default.pod.cluster.local", "10.244.9.9")], Ask("10-244-9-9.default.pod.cluster.local").Answers);

    [Fact]
    public void DnsVersion_Txt_IsTheSpecifications() => Assert.Equal([new DnsRecord.Txt("dns-version.cluster.local", "1.1.0")], Ask("dns-version.cluster.local", DnsType.Txt).Answers);

    [Fact]
    public void Apex_NS_NamesThisServer() =>
        Assert.Equal([new DnsRecord.A("ns.dns.cluster.local", "10.96.0.10")], Ask("cluster.local", DnsType.NS).Additional);

    [Theory]
    [InlineData("example.com")]
    [InlineData("cluster.local.example.com")]
    [InlineData("xcluster.local")]
    [InlineData("")]
    public void OutsideName_IsAskedElsewhere(string name) => Assert.Null(ClusterDns.Answer(new DnsQuestion(name, DnsType.A), Cluster));

    private static DnsAnswer Ask(string name, DnsType type = DnsType.A) => ClusterDns.Answer(new DnsQuestion(name, type), Cluster)!;

    private static void AssertNoData(DnsAnswer answer)
    {
        Assert.Equal(DnsResponseCode.NoError, answer.Code);
        Assert.Empty(answer.Answers);
        Assert.IsType<DnsRecord.Soa>(Assert.Single(answer.Authority));
    }

    private static Service Service(string name, string clusterIP, params IReadOnlyList<ServicePort> ports) => new()
    {
        Metadata = new ObjectMeta { Name = name, Namespace = "default" },
        Spec = new ServiceSpec { Type = "ClusterIP", ClusterIP = clusterIP, Ports = ports },
    };
}
