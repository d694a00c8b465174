namespace CloudOrchestrator.Kinds.Core.Services;

[ApiType("io.k8s.api.core.v1.PortStatus")]
public sealed record PortStatus
{
    [Field("port", 1, Presence = Presence.Always, Required = true)]
    public int Port { get; init; }

    [Field("protocol", 2, Presence = Presence.Always, Required = true)]
    public string Protocol { get; init; } = "";

    [Field("error", 3)]
    public string? Error { get; init; }
}
