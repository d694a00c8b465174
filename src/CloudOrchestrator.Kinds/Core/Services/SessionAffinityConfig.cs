namespace CloudOrchestrator.Kinds.Core.Services;

[ApiType("io.k8s.api.core.v1.SessionAffinityConfig")]
public sealed record SessionAffinityConfig
{
    [Field("clientIP", 1)]
    public ClientIPConfig? ClientIP { get; init; }
}
