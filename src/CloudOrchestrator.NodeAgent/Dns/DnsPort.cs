namespace CloudOrchestrator.NodeAgent.Dns;

/// <summary>A named port.</summary>
internal sealed record DnsPort(string Name, string Protocol, int Port);
