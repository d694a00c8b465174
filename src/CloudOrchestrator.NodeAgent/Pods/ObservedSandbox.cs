namespace CloudOrchestrator.NodeAgent.Pods;

/// <summary>A pod's sandbox as it is.</summary>
/// <param name="Id">The engine's id.</param>
/// <param name="Running">Its pause process runs.</param>
/// <param name="Attempt">How many sandboxes the pod had before.</param>
/// <param name="Address">The pod's address; null while its network is not connected.</param>
public sealed record ObservedSandbox(string Id, bool Running, int Attempt, string? Address);
