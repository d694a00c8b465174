namespace CloudOrchestrator.Kinds.Core.Services;

/// <summary>Settings of the session affinity.</summary>
[ApiType("io.k8s.api.core.v1.SessionAffinityConfig")]
public sealed record SessionAffinityConfig
{
    /// <summary>Settings of affinity by the client's address.</summary>
    [Field("clientIP", 1)]
    public ClientIPConfig? ClientIP { get; init; }
}
