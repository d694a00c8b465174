namespace CloudOrchestrator.Kinds.Core.Services;

[ApiType("io.k8s.api.core.v1.ClientIPConfig")]
public sealed record ClientIPConfig
{
    [Field("timeoutSeconds", 1)]
    public int? TimeoutSeconds { get; init; }
}
