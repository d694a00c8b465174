using CloudOrchestrator.Kinds.Discovery.EndpointSlices;
using CloudOrchestrator.NodeAgent.Networking;

namespace CloudOrchestrator.NodeAgent.Dns;

/// <summary>The directory as of now, arranged anew only when something has changed and somebody asks.</summary>
internal sealed class DnsDirectorySource(Informer<Service> services, Informer<EndpointSlice> slices, NodeNetworkingOptions options)
{
    private readonly DnsZone _zone = new(options.ClusterDomain, options.ClusterDnsAddress, AddressRange.Parse(options.ClusterCidr));
    private readonly Lock _lock = new();
    private (long Services, long Slices) _versions = (-1, -1);
    private DnsDirectory? _directory;

    /// <summary>The directory.</summary>
    public DnsDirectory Current()
    {
        lock (_lock)
        {
            var versions = (services.Version, slices.Version);
            if (_directory is null || versions != _versions)
                (_directory, _versions) = (DnsDirectory.Of(services.Items.Values, slices.Items.Values, _zone), versions);
            return _directory;
        }
    }
}
