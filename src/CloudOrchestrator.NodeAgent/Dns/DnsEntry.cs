namespace CloudOrchestrator.NodeAgent.Dns;

/// <summary>What DNS knows of a Service.</summary>
/// <param name="ClusterIPs">Its own addresses.</param>
/// <param name="ExternalName">The name it stands for (type ExternalName).</param>
/// <param name="Headless">True when it has no address of its own.</param>
/// <param name="Ports">Its ports.</param>
/// <param name="Endpoints">Ready endpoints, when headless.</param>
internal sealed record DnsEntry(
    IReadOnlyList<string> ClusterIPs,
    string? ExternalName,
    bool Headless,
    IReadOnlyList<DnsPort> Ports,
    IReadOnlyList<DnsEndpoint> Endpoints);
