namespace CloudOrchestrator.Kinds.Core.Pods;

[ApiType("io.k8s.api.core.v1.TCPSocketAction")]
public sealed record TCPSocketAction
{
    [Field("port", 1, Presence = Presence.Always, Required = true)]
    public IntOrString Port { get; init; }

    [Field("host", 2, Presence = Presence.OmitEmpty)]
    public string? Host { get; init; }
}
