using System.Globalization;
using CloudOrchestrator.Kinds.Core.Services;

namespace CloudOrchestrator.Routing;

/// <summary>One Service's contribution to a rule set.</summary>
internal sealed class ServiceRoutes(Service service, EndpointIndex endpoints)
{
    private const string Local = "Local";
    private const int AffinitySecondsDefault = 10800;

    private readonly ServiceSpec _spec = service.Spec!;
    private readonly ObjectKey _key = new(service.Metadata.Namespace ?? "", service.Metadata.Name ?? "");
    private readonly List<PortRoutes> _ports = [];

    private sealed record PortRoutes(ServicePort Port, Transport Protocol, string? Everywhere, string? OnThisNode, bool AnyEndpoints);

    public void AddClusterIPs(RuleSetBuilder builder, ValueList<string> ownAddresses)
    {
        foreach (var port in _spec.Ports ?? [])
            _ports.Add(AddBalancers(builder, port));
        foreach (var address in ClusterIPs().Where(address => !ownAddresses.Contains(address)))
        {
            foreach (var port in _ports)
                builder.AddTarget(new ServiceAddress(address, port.Protocol, port.Port.Port), InternalTarget(port));
        }
    }

    public void AddExternal(RuleSetBuilder builder)
    {
        foreach (var port in _ports)
        {
            var target = ExternalTarget(port);
            foreach (var address in (_spec.ExternalIPs ?? []).Where(IsIPv4))
                builder.AddTarget(new ServiceAddress(address, port.Protocol, port.Port.Port), target);
            foreach (var address in LoadBalancerIPs())
                builder.AddTarget(new ServiceAddress(address, port.Protocol, port.Port.Port), target with { SourceRanges = SourceRanges() });
            if (port.Port.NodePort is > 0)
                builder.AddTarget(new ServiceAddress(null, port.Protocol, port.Port.NodePort.Value), target);
        }
    }

    private static bool IsIPv4(string address) => address.Contains('.', StringComparison.Ordinal);

    private IEnumerable<string> ClusterIPs() => (_spec.ClusterIPs is { Count: > 0 } all ? all : [_spec.ClusterIP!]).Where(IsIPv4);

    private IEnumerable<string> LoadBalancerIPs()
    {
        var ingresses = _spec.Type == "LoadBalancer" ? service.Status?.LoadBalancer?.Ingress ?? [] : [];
        return ingresses.Where(ingress => ingress.IpMode != "Proxy").Select(ingress => ingress.Ip ?? "").Where(IsIPv4);
    }

    private ValueList<string> SourceRanges()
    {
        var ranges = (_spec.LoadBalancerSourceRanges ?? []).Select(range => range.Trim()).Where(IsIPv4).Distinct().Order(StringComparer.Ordinal).ToList();
        return ranges.Contains("0.0.0.0/0") ? [] : new(ranges);
    }

    private PortRoutes AddBalancers(RuleSetBuilder builder, ServicePort port)
    {
        var protocol = port.Protocol ?? "TCP";
        var transport = Enum.Parse<Transport>(protocol, ignoreCase: true);
        var candidates = endpoints.Candidates(_key, port.Name ?? "", protocol);
        var everywhere = InZone(Usable(candidates));
        var onThisNode = Usable([.. candidates.Where(candidate => candidate.Local)]);
        foreach (var candidate in candidates.Where(candidate => candidate.Local))
            builder.AddLocalBackend(candidate.Backend.Address);

        var portName = port.Name is { Length: > 0 } named ? named : port.Port.ToString(CultureInfo.InvariantCulture);
        var name = $"{_key}/{protocol.ToLowerInvariant()}/{portName}";
        return new PortRoutes(
            port,
            transport,
            AddBalancer(builder, name, transport, everywhere, masqueradeOutsiders: true),
            AddBalancer(builder, $"{name}/local", transport, onThisNode, masqueradeOutsiders: false),
            AnyEndpoints: everywhere.Count > 0);
    }

    private string? AddBalancer(RuleSetBuilder builder, string name, Transport protocol, IReadOnlyList<EndpointCandidate> candidates, bool masqueradeOutsiders)
    {
        if (candidates.Count == 0)
            return null;
        var affinity = _spec.SessionAffinity == "ClientIP" ? _spec.SessionAffinityConfig?.ClientIP?.TimeoutSeconds ?? AffinitySecondsDefault : (int?)null;
        builder.AddBalancer(name, new Balancer(protocol, new(candidates.Select(candidate => candidate.Backend)), masqueradeOutsiders, affinity));
        return name;
    }

    /// <summary>Ready endpoints; when there are none, those that still serve while they terminate.</summary>
    private static IReadOnlyList<EndpointCandidate> Usable(IReadOnlyList<EndpointCandidate> candidates)
    {
        var ready = candidates.Where(candidate => candidate.Ready && !candidate.Terminating).ToList();
        return ready.Count > 0 ? ready : [.. candidates.Where(candidate => candidate.Serving && candidate.Terminating || candidate.Ready)];
    }

    private IReadOnlyList<EndpointCandidate> InZone(IReadOnlyList<EndpointCandidate> usable)
    {
        var mode = service.Metadata.Annotations?.GetValueOrDefault("service.kubernetes.io/topology-mode");
        var wanted = _spec.TrafficDistribution == "PreferClose" || mode is "Auto" or "auto";
        return wanted && endpoints.HintsUsable(usable) ? [.. usable.Where(candidate => candidate.ForThisZone)] : usable;
    }

    private ServiceTarget InternalTarget(PortRoutes port)
    {
        var balancer = _spec.InternalTrafficPolicy == Local ? port.OnThisNode : port.Everywhere;
        return new ServiceTarget(balancer, balancer, RefusalFor(port, balancer));
    }

    /// <summary>Pods and the node itself reach all endpoints also under the policy Local: for them the policy protects nothing.</summary>
    private ServiceTarget ExternalTarget(PortRoutes port)
    {
        var fromElsewhere = _spec.ExternalTrafficPolicy == Local ? port.OnThisNode : port.Everywhere;
        return new ServiceTarget(port.Everywhere, fromElsewhere, RefusalFor(port, fromElsewhere));
    }

    private static Refusal RefusalFor(PortRoutes port, string? balancer) =>
        balancer is not null ? Refusal.None : port.AnyEndpoints ? Refusal.Drop : Refusal.Reject;
}
