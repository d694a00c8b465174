namespace CloudOrchestrator.Routing;

/// <summary>Where clients send packets for a Service.</summary>
/// <param name="Address">An IPv4 address, or null for all addresses of the node (node ports, host ports).</param>
/// <param name="Protocol">The transport.</param>
/// <param name="Port">The port.</param>
public readonly record struct ServiceAddress(string? Address, Transport Protocol, int Port);
