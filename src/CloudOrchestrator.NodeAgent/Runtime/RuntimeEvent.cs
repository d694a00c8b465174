namespace CloudOrchestrator.NodeAgent.Runtime;

/// <summary>A change of a container.</summary>
/// <param name="Type">What happened.</param>
/// <param name="ContainerId">The container; empty for <see cref="RuntimeEventType.Connected"/>.</param>
/// <param name="PodUid">The pod it belongs to; empty for <see cref="RuntimeEventType.Connected"/>.</param>
public sealed record RuntimeEvent(RuntimeEventType Type, string ContainerId, string PodUid);
