namespace CloudOrchestrator.Kinds.Core.Nodes;

/// <summary>A port that a daemon of the node listens on.</summary>
[ApiType("io.k8s.api.core.v1.DaemonEndpoint")]
public sealed record DaemonEndpoint
{
    /// <summary>The port's number.</summary>
    [Field("Port", 1, Presence = Presence.Always, Required = true)]
    public int Port { get; init; }
}
