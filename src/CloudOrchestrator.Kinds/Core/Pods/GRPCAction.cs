namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>Asks a gRPC health service.</summary>
[ApiType("io.k8s.api.core.v1.GRPCAction")]
public sealed record GRPCAction
{
    /// <summary>Port of the service, 1 to 65535.</summary>
    [Field("port", 1, Presence = Presence.Always, Required = true)]
    public int Port { get; init; }

    /// <summary>Name of the service asked about; empty asks for the server as a whole.</summary>
    [Field("service", 2, Presence = Presence.Always, Required = true)]
    public string Service { get; init; } = "";
}
