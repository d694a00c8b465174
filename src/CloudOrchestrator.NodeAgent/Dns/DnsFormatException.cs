namespace CloudOrchestrator.NodeAgent.Dns;

/// <summary>Bytes that are no DNS message.</summary>
internal sealed class DnsFormatException(string message) : Exception(message);
