namespace CloudOrchestrator.Kinds.Apps.DaemonSets;

/// <summary>A node with the pods of one DaemonSet that are on it or made for it.</summary>
/// <param name="Name">The node's name.</param>
/// <param name="ShouldRun">A pod should be there.</param>
/// <param name="MayStay">A pod that is there may stay.</param>
/// <param name="Pods">The pods, finished and terminating ones included.</param>
internal sealed record DaemonNode(string Name, bool ShouldRun, bool MayStay, IReadOnlyList<Pod> Pods);
