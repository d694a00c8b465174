namespace CloudOrchestrator.NodeAgent.Networking;

/// <summary>What a node gives its pods.</summary>
/// <param name="Range">Their addresses.</param>
/// <param name="Mtu">Their largest packet.</param>
internal sealed record PodRange(AddressRange Range, int Mtu);
