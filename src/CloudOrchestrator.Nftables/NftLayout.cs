using System.Globalization;
using CloudOrchestrator.Routing;

namespace CloudOrchestrator.Nftables;

/// <summary>
/// Lays a rule set out as a table. Addresses are looked up in maps, each balancer is a chain of its own: a change of one Service changes its map elements
/// and its chain and nothing else, and a packet costs a lookup however many Services there are.
/// </summary>
internal sealed class NftLayout
{
    /// <summary>Marks packets to masquerade on their way out; cleared before they leave, so that the overlay's outer packets do not inherit it.</summary>
    private const string Mark = "0x4000";

    private const string Addresses = "addresses";
    private const string NodePorts = "node-ports";
    private const string RefusedAddresses = "refused-addresses";
    private const string RefusedNodePorts = "refused-node-ports";
    private const string SourceRanges = "source-ranges";
    private const string Hairpins = "hairpins";
    private const string RejectChain = "refuse";

    private const string AddressKey = "ip daddr . meta l4proto . th dport";
    private const string NodePortKey = "fib daddr type local ip daddr != 127.0.0.0/8 meta l4proto . th dport";

    private readonly RuleSet _rules;
    private readonly Dictionary<string, string> _sets = [];
    private readonly Dictionary<string, NftChain> _chains = [];
    private readonly Dictionary<string, string> _addresses = [];
    private readonly Dictionary<string, string> _nodePorts = [];
    private readonly Dictionary<string, string> _refusedAddresses = [];
    private readonly Dictionary<string, string> _refusedNodePorts = [];
    private readonly Dictionary<string, string> _sourceRanges = [];

    private NftLayout(RuleSet rules) => _rules = rules;

    /// <summary>The table for a rule set.</summary>
    public static NftTable Of(RuleSet rules) => new NftLayout(rules).Build();

    private NftTable Build()
    {
        foreach (var (name, balancer) in _rules.Balancers)
            AddBalancer(name, balancer);
        foreach (var (address, target) in _rules.Targets)
            AddTarget(address, target);
        AddHooks();
        return new NftTable(new(_sets), new(Maps()), new(_chains));
    }

    private Dictionary<string, NftMap> Maps()
    {
        var byAddress = new NftDeclaration("map", "type ipv4_addr . inet_proto . inet_service : verdict;");
        var byPort = new NftDeclaration("map", "type inet_proto . inet_service : verdict;");
        var pairs = new NftDeclaration("set", "type ipv4_addr . ipv4_addr;");
        return new()
        {
            [Addresses] = new(byAddress, new(_addresses)),
            [NodePorts] = new(byPort, new(_nodePorts)),
            [RefusedAddresses] = new(byAddress, new(_refusedAddresses)),
            [RefusedNodePorts] = new(byPort, new(_refusedNodePorts)),
            [SourceRanges] = new(byAddress, new(_sourceRanges)),
            [Hairpins] = new(pairs, new(_rules.LocalBackends.Select(address => KeyValuePair.Create($"{address} . {address}", "")))),
        };
    }

    private void AddHooks()
    {
        AddChain(RejectChain, null, "meta l4proto tcp reject with tcp reset", "reject with icmp port-unreachable");
        AddChain(
            "services",
            null,
            $"{AddressKey} vmap @{Addresses}",
            $"{NodePortKey} vmap @{NodePorts}");
        AddChain(
            "refusals",
            null,
            $"{AddressKey} vmap @{RefusedAddresses}",
            $"{NodePortKey} vmap @{RefusedNodePorts}");

        AddChain("nat-prerouting", "type nat hook prerouting priority -100; policy accept;", "jump services");
        AddChain("nat-output", "type nat hook output priority -100; policy accept;", "jump services");
        AddChain("nat-postrouting", "type nat hook postrouting priority 100; policy accept;", [.. Masquerading()]);

        // Before address translation, while the packet still carries the address the ranges are about.
        AddChain(
            "filter-prerouting",
            "type filter hook prerouting priority -110; policy accept;",
            $"ct state new {AddressKey} vmap @{SourceRanges}");

        // After it: what still carries a Service's address found no backend.
        AddChain("filter-input", "type filter hook input priority 0; policy accept;", "ct state new jump refusals");
        AddChain("filter-forward", "type filter hook forward priority 0; policy accept;", "ct state new jump refusals");
        AddChain("filter-output", "type filter hook output priority 0; policy accept;", "ct state new jump refusals");
    }

    private IEnumerable<string> Masquerading()
    {
        yield return $"meta mark and {Mark} == {Mark} meta mark set meta mark and 0xffffbfff masquerade fully-random";
        yield return $"ct status dnat ip saddr . ip daddr @{Hairpins} masquerade fully-random";
        if (_rules is { PodCidr: { } pods, ClusterCidr: { } cluster })
            yield return $"ip saddr {pods} ip daddr != {cluster} ip daddr != 224.0.0.0/4 masquerade fully-random";
    }

    private void AddBalancer(string name, Balancer balancer)
    {
        var rules = new List<string>();
        if (balancer.MasqueradeOutsiders && _rules.ClusterCidr is { } cluster)
            rules.Add($"ip saddr != {cluster} meta mark set meta mark or {Mark}");
        if (balancer.AffinitySeconds is { } seconds)
            rules.AddRange(WithAffinity(name, balancer, seconds));
        else
            rules.Add(Translation(balancer));
        AddChain(NftNames.Balancer(name), null, [.. rules]);
    }

    private static string Translation(Balancer balancer)
    {
        var protocol = Protocol(balancer.Protocol);
        if (balancer.Backends.Count == 1)
            return $"meta l4proto {protocol} dnat ip to {balancer.Backends[0]}";
        var choices = balancer.Backends.Select((backend, index) => $"{index} : {backend.Address} . {backend.Port}");
        return $"meta l4proto {protocol} dnat ip to numgen random mod {balancer.Backends.Count} map {{ {string.Join(", ", choices)} }}";
    }

    /// <summary>A chain and a set of clients per backend: a client found in a set goes there again, and its time starts anew.</summary>
    private IEnumerable<string> WithAffinity(string name, Balancer balancer, int seconds)
    {
        var chains = new List<string>();
        foreach (var backend in balancer.Backends)
        {
            var clients = NftNames.Affinity(name, backend, seconds);
            var chain = NftNames.Backend(name, backend);
            _sets[clients] = $"type ipv4_addr; size 65535; flags dynamic,timeout; timeout {seconds}s;";
            AddChain(chain, null, $"update @{clients} {{ ip saddr }}", $"meta l4proto {Protocol(balancer.Protocol)} dnat ip to {backend}");
            chains.Add(chain);
            yield return $"ip saddr @{clients} goto {chain}";
        }

        var choices = chains.Select((chain, index) => $"{index} : goto {chain}");
        yield return $"numgen random mod {chains.Count} vmap {{ {string.Join(", ", choices)} }}";
    }

    private void AddTarget(ServiceAddress address, ServiceTarget target)
    {
        var port = $"{Protocol(address.Protocol)} . {address.Port.ToString(CultureInfo.InvariantCulture)}";
        var key = address.Address is null ? port : $"{address.Address} . {port}";
        if (Entry(target) is { } chain)
            (address.Address is null ? _nodePorts : _addresses)[key] = $"goto {chain}";
        if (target.Refusal != Refusal.None)
            (address.Address is null ? _refusedNodePorts : _refusedAddresses)[key] = target.Refusal == Refusal.Drop ? "drop" : $"goto {RejectChain}";
        if (target.SourceRanges.Count > 0 && address.Address is not null)
        {
            var ranges = NftNames.Ranges(string.Join(',', target.SourceRanges));
            AddChain(ranges, null, $"ip saddr {{ {string.Join(", ", target.SourceRanges)} }} return", "drop");
            _sourceRanges[key] = $"goto {ranges}";
        }
    }

    /// <summary>The chain where packets for a target start; null when there is none for anybody.</summary>
    private string? Entry(ServiceTarget target)
    {
        if (target.FromCluster == target.FromElsewhere || target.FromCluster is null)
            return target.FromElsewhere is null ? null : NftNames.Balancer(target.FromElsewhere);
        var chain = NftNames.External(target.FromCluster, target.FromElsewhere);
        var rules = new List<string>();
        if (_rules.ClusterCidr is { } cluster)
            rules.Add($"ip saddr {cluster} goto {NftNames.Balancer(target.FromCluster)}");
        rules.Add($"fib saddr type local goto {NftNames.Balancer(target.FromCluster)}");
        if (target.FromElsewhere is not null)
            rules.Add($"goto {NftNames.Balancer(target.FromElsewhere)}");
        AddChain(chain, null, [.. rules]);
        return chain;
    }

    private void AddChain(string name, string? hook, params ReadOnlySpan<string> rules) => _chains[name] = new NftChain(hook, new(rules.ToArray()));

    private static string Protocol(Transport protocol) => protocol switch
    {
        Transport.Tcp => "tcp",
        Transport.Udp => "udp",
        _ => "sctp",
    };
}
