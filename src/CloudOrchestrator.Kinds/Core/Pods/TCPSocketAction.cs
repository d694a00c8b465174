namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>Opens a TCP connection; success means the port is open.</summary>
[ApiType("io.k8s.api.core.v1.TCPSocketAction")]
public sealed record TCPSocketAction
{
    /// <summary>Port by number, 1 to 65535, or by name.</summary>
    [Field("port", 1, Presence = Presence.Always, Required = true)]
    public IntOrString Port { get; init; }

    /// <summary>Host to connect to; the pod's address by default.</summary>
    [Field("host", 2, Presence = Presence.OmitEmpty)]
    public string? Host { get; init; }
}
