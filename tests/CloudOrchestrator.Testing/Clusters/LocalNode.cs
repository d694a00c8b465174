namespace CloudOrchestrator.Testing.Clusters;

/// <summary>A node of a local cluster.</summary>
/// <param name="Name">The Node object's name.</param>
/// <param name="Address">Its address, reachable from this machine.</param>
public sealed record LocalNode(string Name, string Address);
