namespace CloudOrchestrator.NodeAgent.Pods;

/// <summary>Why the node will not run a pod (any longer).</summary>
/// <param name="Reason">Status reason, such as <c>OutOfcpu</c>.</param>
/// <param name="Message">Status message.</param>
public sealed record PodRejection(string Reason, string Message);
