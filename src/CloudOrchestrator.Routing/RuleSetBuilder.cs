namespace CloudOrchestrator.Routing;

/// <summary>Collects the parts of a rule set. The first owner of an address keeps it.</summary>
internal sealed class RuleSetBuilder
{
    private readonly Dictionary<ServiceAddress, ServiceTarget> _targets = [];
    private readonly Dictionary<string, Balancer> _balancers = [];
    private readonly SortedSet<string> _localBackends = new(StringComparer.Ordinal);

    public void AddTarget(ServiceAddress address, ServiceTarget target) => _targets.TryAdd(address, target);

    public void AddBalancer(string name, Balancer balancer) => _balancers[name] = balancer;

    public void AddLocalBackend(string address) => _localBackends.Add(address);

    public RuleSet Build(string clusterCidr, string? podCidr, string self)
    {
        var named = _targets.Values.SelectMany(target => new[] { target.FromCluster, target.FromElsewhere }).ToHashSet();
        foreach (var name in named.Where(name => name is not null && !_balancers.ContainsKey(name)))
            throw new InvalidOperationException($"node {self}: a target names the balancer {name}, which does not exist");
        return new RuleSet
        {
            ClusterCidr = clusterCidr,
            PodCidr = string.IsNullOrEmpty(podCidr) ? null : podCidr,
            Targets = new(_targets),
            Balancers = new(_balancers.Where(balancer => named.Contains(balancer.Key))),
            LocalBackends = new(_localBackends),
        };
    }
}
