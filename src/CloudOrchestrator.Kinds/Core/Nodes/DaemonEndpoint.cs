namespace CloudOrchestrator.Kinds.Core.Nodes;

[ApiType("io.k8s.api.core.v1.DaemonEndpoint")]
public sealed record DaemonEndpoint
{
    [Field("Port", 1, Presence = Presence.Always, Required = true)]
    public int Port { get; init; }
}
