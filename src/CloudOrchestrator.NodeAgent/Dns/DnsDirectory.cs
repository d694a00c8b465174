using CloudOrchestrator.Kinds.Discovery.EndpointSlices;
using CloudOrchestrator.NodeAgent.Networking;

namespace CloudOrchestrator.NodeAgent.Dns;

/// <summary>Services and endpoints, arranged for questions. An immutable snapshot.</summary>
internal sealed class DnsDirectory
{
    private const string ServiceNameLabel = "kubernetes.io/service-name";

    private readonly Dictionary<ObjectKey, DnsEntry> _entries;
    private readonly HashSet<string> _namespaces;
    private readonly Dictionary<string, string> _namesByAddress = [];

    private DnsDirectory(DnsZone zone, Dictionary<ObjectKey, DnsEntry> entries)
    {
        (Zone, _entries) = (zone, entries);
        _namespaces = [.. entries.Keys.Select(key => key.Namespace)];
        foreach (var (key, entry) in entries.OrderBy(entry => entry.Key))
        {
            var name = zone.ServiceName(key);
            foreach (var address in entry.ClusterIPs)
                _namesByAddress.TryAdd(address, name);
            foreach (var endpoint in entry.Endpoints)
                _namesByAddress.TryAdd(endpoint.Address, $"{endpoint.Host}.{name}");
        }
    }

    /// <summary>The zone this directory serves.</summary>
    public DnsZone Zone { get; }

    /// <summary>Arranges a snapshot.</summary>
    public static DnsDirectory Of(IEnumerable<Service> services, IEnumerable<EndpointSlice> slices, DnsZone zone)
    {
        var byService = slices
            .Where(slice => slice.AddressType == "IPv4" && slice.Metadata.Labels?.ContainsKey(ServiceNameLabel) == true)
            .ToLookup(slice => new ObjectKey(slice.Metadata.Namespace ?? "", slice.Metadata.Labels![ServiceNameLabel]));
        var entries = services.ToDictionary(
            service => new ObjectKey(service.Metadata.Namespace ?? "", service.Metadata.Name ?? ""),
            service => Entry(service, byService[new ObjectKey(service.Metadata.Namespace ?? "", service.Metadata.Name ?? "")]));
        return new DnsDirectory(zone, entries);
    }

    /// <summary>A Service, or null.</summary>
    public DnsEntry? Find(string @namespace, string name) => _entries.GetValueOrDefault(new ObjectKey(@namespace, name));

    /// <summary>True when the namespace has a Service.</summary>
    public bool HasNamespace(string @namespace) => _namespaces.Contains(@namespace);

    /// <summary>The name of a Service's or headless endpoint's address, or null.</summary>
    public string? NameOf(string address) => _namesByAddress.GetValueOrDefault(address);

    private static DnsEntry Entry(Service service, IEnumerable<EndpointSlice> slices)
    {
        var spec = service.Spec ?? new();
        if (spec.Type == "ExternalName")
            return new DnsEntry([], spec.ExternalName?.TrimEnd('.').ToLowerInvariant(), false, [], []);
        var headless = spec.ClusterIP is null or "" or "None";
        var ports = (spec.Ports ?? []).Select(port => new DnsPort(port.Name ?? "", port.Protocol ?? "TCP", port.Port));
        IEnumerable<string> addresses = headless ? [] : spec.ClusterIPs is { Count: > 0 } all ? all : [spec.ClusterIP!];
        return new DnsEntry(
            [.. addresses.Where(address => address.Contains('.', StringComparison.Ordinal))],
            null,
            headless,
            [.. ports],
            headless ? Endpoints(slices) : []);
    }

    private static List<DnsEndpoint> Endpoints(IEnumerable<EndpointSlice> slices)
    {
        var endpoints = new SortedDictionary<string, DnsEndpoint>(StringComparer.Ordinal);
        foreach (var slice in slices)
        {
            var ports = slice.Ports.Where(port => port.Port is not null)
                .Select(port => new DnsPort(port.Name ?? "", port.Protocol ?? "TCP", port.Port!.Value)).ToList();
            foreach (var endpoint in slice.Endpoints.Where(endpoint => endpoint.Conditions?.Ready != false && endpoint.Addresses.Count > 0))
            {
                var address = endpoint.Addresses[0];
                var host = endpoint.Hostname is { Length: > 0 } given ? given.ToLowerInvariant() : address.Replace('.', '-');
                endpoints[address] = endpoints.TryGetValue(address, out var known)
                    ? known with { Ports = [.. known.Ports.Union(ports)] }
                    : new DnsEndpoint(address, host, ports);
            }
        }

        return [.. endpoints.Values];
    }
}
