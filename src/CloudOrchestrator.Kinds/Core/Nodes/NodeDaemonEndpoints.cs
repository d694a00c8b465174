namespace CloudOrchestrator.Kinds.Core.Nodes;

/// <summary>Ports of the daemons of a node.</summary>
[ApiType("io.k8s.api.core.v1.NodeDaemonEndpoints")]
public sealed record NodeDaemonEndpoints
{
    /// <summary>Port on which the node's agent serves the API server.</summary>
    [Field("kubeletEndpoint", 1, Presence = Presence.Always)]
    public DaemonEndpoint? KubeletEndpoint { get; init; }
}
