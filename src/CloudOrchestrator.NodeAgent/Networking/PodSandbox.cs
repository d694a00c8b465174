namespace CloudOrchestrator.NodeAgent.Networking;

/// <summary>A pod's pause container, owner of the pod's network namespace.</summary>
/// <param name="PodUid">The pod's UID.</param>
/// <param name="PodNamespace">The pod's namespace.</param>
/// <param name="PodName">The pod's name.</param>
/// <param name="ContainerId">The pause container.</param>
/// <param name="ProcessId">Its process on the node; the network namespace is /proc/&lt;pid&gt;/ns/net.</param>
/// <param name="Address">The address recorded for it, as found on adoption; null for a new one.</param>
public sealed record PodSandbox(string PodUid, string PodNamespace, string PodName, string ContainerId, int ProcessId, string? Address);
