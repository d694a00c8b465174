using CloudOrchestrator.Routing;

namespace CloudOrchestrator.NodeAgent.Networking;

/// <summary>Where a packet filter sends a new connection.</summary>
/// <param name="Backend">The backend; null when the connection is refused or the destination is no Service's.</param>
/// <param name="Refusal">How it is refused.</param>
public sealed record Connection(Backend? Backend, Refusal Refusal);
