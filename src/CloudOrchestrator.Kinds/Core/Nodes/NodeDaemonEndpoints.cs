namespace CloudOrchestrator.Kinds.Core.Nodes;

[ApiType("io.k8s.api.core.v1.NodeDaemonEndpoints")]
public sealed record NodeDaemonEndpoints
{
    [Field("kubeletEndpoint", 1, Presence = Presence.Always)]
    public DaemonEndpoint? KubeletEndpoint { get; init; }
}
