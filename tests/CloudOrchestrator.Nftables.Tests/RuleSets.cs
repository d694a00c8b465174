using CloudOrchestrator.Routing;

namespace CloudOrchestrator.Nftables.Tests;

/// <summary>Rule sets for tests.</summary>
internal static class RuleSets
{
    public const string ClusterCidr = "10.244.0.0/16";
    public const string PodCidr = "10.244.1.0/24";

    public static RuleSet Of(IEnumerable<(ServiceAddress, ServiceTarget)> targets, IEnumerable<(string, Balancer)> balancers, params IEnumerable<string> localBackends) => new()
    {
        ClusterCidr = ClusterCidr,
        PodCidr = PodCidr,
        Targets = new(targets.Select(entry => KeyValuePair.Create(entry.Item1, entry.Item2))),
        Balancers = new(balancers.Select(entry => KeyValuePair.Create(entry.Item1, entry.Item2))),
        LocalBackends = new(localBackends),
    };

    public static ServiceTarget To(string balancer) => new(balancer, balancer, Refusal.None);

    public static Balancer Tcp(params IEnumerable<Backend> backends) => new(Transport.Tcp, new(backends), true, null);

    public static Balancer Udp(params IEnumerable<Backend> backends) => new(Transport.Udp, new(backends), true, null);

    public static RuleSet Web(params IEnumerable<Backend> backends) => Of(
        [
            (new ServiceAddress("10.96.0.5", Transport.Tcp, 80), To("default/web/tcp/http")),
            (new ServiceAddress(null, Transport.Tcp, 30080), To("default/web/tcp/http")),
        ],
        [("default/web/tcp/http", Tcp(backends))]);
}
