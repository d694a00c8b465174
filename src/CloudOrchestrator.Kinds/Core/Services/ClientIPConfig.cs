namespace CloudOrchestrator.Kinds.Core.Services;

/// <summary>Session affinity by the client's address.</summary>
[ApiType("io.k8s.api.core.v1.ClientIPConfig")]
public sealed record ClientIPConfig
{
    /// <summary>How long a client sticks to an endpoint after its last connection, 1 to 86400; 10800 by default.</summary>
    [Field("timeoutSeconds", 1)]
    public int? TimeoutSeconds { get; init; }
}
