using CloudOrchestrator.Kinds.Discovery.EndpointSlices;

namespace CloudOrchestrator.NodeAgent.Networking;

/// <summary>What routes are compiled from.</summary>
internal sealed record RouteSources(Informer<Service> Services, Informer<EndpointSlice> Slices, Informer<Node> Nodes, Informer<Pod> Pods);
