namespace CloudOrchestrator.NodeAgent.Networking;

/// <summary>The node's pod CIDR has no address left.</summary>
public sealed class AddressesExhaustedException(string message) : Exception(message);
