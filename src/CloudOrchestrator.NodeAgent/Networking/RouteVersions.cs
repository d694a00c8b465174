namespace CloudOrchestrator.NodeAgent.Networking;

/// <summary>Versions of the copies that routes were compiled from.</summary>
internal sealed record RouteVersions(long Services, long Slices, long Nodes, long Pods);
