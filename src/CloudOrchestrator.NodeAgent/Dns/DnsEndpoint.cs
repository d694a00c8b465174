namespace CloudOrchestrator.NodeAgent.Dns;

/// <summary>A ready endpoint of a headless Service.</summary>
/// <param name="Address">Its address.</param>
/// <param name="Host">Its label below the Service's name: the pod's hostname, or the address with dashes.</param>
/// <param name="Ports">The ports it has.</param>
internal sealed record DnsEndpoint(string Address, string Host, IReadOnlyList<DnsPort> Ports);
