namespace CloudOrchestrator.Kinds.Core.Pods;

[ApiType("io.k8s.api.core.v1.GRPCAction")]
public sealed record GRPCAction
{
    [Field("port", 1, Presence = Presence.Always, Required = true)]
    public int Port { get; init; }

    [Field("service", 2, Presence = Presence.Always, Required = true)]
    public string Service { get; init; } = "";
}
