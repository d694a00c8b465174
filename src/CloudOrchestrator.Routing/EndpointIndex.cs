using CloudOrchestrator.Kinds.Discovery.EndpointSlices;

namespace CloudOrchestrator.Routing;

/// <summary>The endpoints of every Service, as one node sees them.</summary>
internal sealed class EndpointIndex(IEnumerable<EndpointSlice> slices, string self, string? zone)
{
    private const string ServiceNameLabel = "kubernetes.io/service-name";

    private readonly ILookup<ObjectKey, EndpointSlice> _slices = slices
        .Where(slice => slice.AddressType == "IPv4" && slice.Metadata.Labels?.ContainsKey(ServiceNameLabel) == true)
        .ToLookup(slice => new ObjectKey(slice.Metadata.Namespace ?? "", slice.Metadata.Labels![ServiceNameLabel]));

    /// <summary>The candidates for a Service's port, without doubles, in order.</summary>
    public IReadOnlyList<EndpointCandidate> Candidates(ObjectKey service, string portName, string protocol)
    {
        var found = new SortedDictionary<Backend, EndpointCandidate>();
        foreach (var slice in _slices[service])
        {
            var port = slice.Ports.FirstOrDefault(port => (port.Name ?? "") == portName && (port.Protocol ?? "TCP") == protocol)?.Port;
            if (port is not { } number)
                continue;
            foreach (var endpoint in slice.Endpoints.Where(endpoint => endpoint.Addresses.Count > 0))
            {
                // Only the first address counts, as for every consumer of slices.
                var candidate = Candidate(endpoint, new Backend(endpoint.Addresses[0], number));

                // While a pod moves between slices it may be in two; the one that says more good of it is newer.
                if (!found.TryGetValue(candidate.Backend, out var other) || candidate.Ready && !other.Ready)
                    found[candidate.Backend] = candidate;
            }
        }

        return [.. found.Values];
    }

    /// <summary>True when a zone's hints may be followed: this node has a zone, all ready candidates have hints, and some are for this zone.</summary>
    public bool HintsUsable(IReadOnlyList<EndpointCandidate> ready) =>
        zone is not null && ready.All(candidate => candidate.HasHints) && ready.Any(candidate => candidate.ForThisZone);

    private EndpointCandidate Candidate(Endpoint endpoint, Backend backend)
    {
        var conditions = endpoint.Conditions;
        var ready = conditions?.Ready ?? true;
        return new EndpointCandidate(
            backend,
            Local: endpoint.NodeName == self,
            Ready: ready,
            Serving: conditions?.Serving ?? ready,
            Terminating: conditions?.Terminating ?? false,
            HasHints: endpoint.Hints?.ForZones is { Count: > 0 },
            ForThisZone: endpoint.Hints?.ForZones?.Any(hint => hint.Name == zone) == true);
    }
}
