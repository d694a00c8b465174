using CloudOrchestrator.Kinds.Core.Services;
using CloudOrchestrator.NodeAgent.Environment;
using CloudOrchestrator.Objects.Meta;

namespace CloudOrchestrator.NodeAgent.Tests.Environment;

public sealed class ServiceVariablesTests
{
    private static readonly Service[] Services =
    [
        Service("default", "kubernetes", "10.96.0.1", new ServicePort { Name = "https", Port = 443 }),
        Service("shop", "my-db", "10.96.0.9", new ServicePort { Port = 5432, Protocol = "TCP" }),
        Service("shop", "headless", "None", new ServicePort { Port = 1 }),
        Service("other", "far", "10.96.0.8", new ServicePort { Port = 1 }),
    ];

    [Fact]
    public void Of_ServicesOfTheNamespace_AndTheApi()
    {
        var variables = ServiceVariables.Of(Services, "shop", enableServiceLinks: true);
        Assert.Equal("10.96.0.9", variables["MY_DB_SERVICE_HOST"]);
        Assert.Equal("5432", variables["MY_DB_SERVICE_PORT"]);
        Assert.Equal("tcp://10.96.0.9:5432", variables["MY_DB_PORT_5432_TCP"]);
        Assert.Equal("443", variables["KUBERNETES_SERVICE_PORT_HTTPS"]);
        Assert.DoesNotContain(variables.Keys, name => name.StartsWith("FAR", StringComparison.Ordinal) || name.StartsWith("HEADLESS", StringComparison.Ordinal));
    }

    [Fact]
    public void Of_LinksDisabled_OnlyTheApi() =>
        Assert.All(ServiceVariables.Of(Services, "shop", enableServiceLinks: false).Keys, name => Assert.StartsWith("KUBERNETES_", name));

    private static Service Service(string @namespace, string name, string address, ServicePort port) => new()
    {
        Metadata = new ObjectMeta { Namespace = @namespace, Name = name },
        Spec = new ServiceSpec { ClusterIP = address, Ports = [port] },
    };
}
